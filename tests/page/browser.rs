//! A headless Chromium, driven as a person would drive it: pointer, keys, eyes.
//!
//! It speaks the DevTools protocol over two named pipes, so that no port is opened and nothing but the browser is needed.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// Names that Chromium goes by.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];
/// How long something may take to show in the page.
const PATIENCE: Duration = Duration::from_secs(60);
/// One browser at a time: they are large.
static ONE: Mutex<()> = Mutex::new(());

/// A browser with one tab.
pub struct Browser {
    child: Child,
    to: File,
    from: BufReader<File>,
    session: Option<String>,
    calls: u64,
    /// Errors, dialogs and requests that the page made.
    pub complaints: Vec<String>,
    folder: TempDir,
    _one: MutexGuard<'static, ()>,
}

impl Browser {
    /// Opens a page; none, with a note, where there is no Chromium.
    pub fn open(page: &str) -> Option<Browser> {
        let Some(program) = find() else {
            println!("skipped: there is no Chromium on this machine");
            return None;
        };
        let one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("page.html"), page).unwrap();
        let (child, to, from) = start(&program, folder.path());
        let mut browser =
            Browser { child, to, from, session: None, calls: 0, complaints: Vec::new(), folder, _one: one };
        let target = browser.call("Target.createTarget", json!({"url": "about:blank"}));
        let attached = browser.call("Target.attachToTarget", json!({"targetId": target["targetId"], "flatten": true}));
        browser.session = Some(attached["sessionId"].as_str().unwrap().to_owned());
        for domain in ["Page", "Runtime", "Log", "Network"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        browser.resize(1400, 900);
        browser.media("light", "reduce");
        let address = format!("file://{}", browser.folder.path().join("page.html").display());
        browser.call("Page.navigate", json!({"url": address}));
        browser.wait("the page to be ready", "document.documentElement?.dataset.ready");
        Some(browser)
    }

    pub fn resize(&mut self, width: u32, height: u32) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.call("Emulation.setDeviceMetricsOverride", size);
    }

    /// What the reader's system says of itself: light or dark, and whether things may move. At first nothing glides, so
    /// that places hold still.
    pub fn media(&mut self, scheme: &str, motion: &str) {
        let features = json!([
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": motion},
        ]);
        self.call("Emulation.setEmulatedMedia", json!({"features": features}));
    }

    /// What an expression is in the page.
    #[track_caller]
    pub fn eval(&mut self, expression: &str) -> Value {
        let asked = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let answer = self.call("Runtime.evaluate", asked);
        assert!(answer.get("exceptionDetails").is_none(), "{expression}: {}", answer["exceptionDetails"]);
        answer["result"]["value"].clone()
    }

    /// The text that an element shows.
    #[track_caller]
    pub fn text(&mut self, selector: &str) -> String {
        let found = self.eval(&format!("document.querySelector({})?.innerText", json!(selector)));
        found.as_str().unwrap_or_else(|| panic!("no element {selector}")).to_owned()
    }

    #[track_caller]
    pub fn count(&mut self, selector: &str) -> u64 {
        self.eval(&format!("document.querySelectorAll({}).length", json!(selector))).as_u64().unwrap()
    }

    /// Whether a person can see an element.
    #[track_caller]
    pub fn sees(&mut self, selector: &str) -> bool {
        let asked = format!("Boolean(document.querySelector({})?.checkVisibility())", json!(selector));
        self.eval(&asked) == json!(true)
    }

    /// Waits until an expression is true.
    #[track_caller]
    pub fn wait(&mut self, what: &str, expression: &str) {
        let start = Instant::now();
        while self.eval(&format!("Boolean({expression})")) != json!(true) {
            assert!(start.elapsed() < PATIENCE, "waited in vain for {what}: {:?}", self.complaints);
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Where the middle of an element is, scrolled into view.
    #[track_caller]
    pub fn place(&mut self, selector: &str) -> (f64, f64) {
        let found = self.eval(&format!(
            "(() => {{ const e = document.querySelector({}); if (!e) return null; \
             if (!e.closest('#stage')) e.scrollIntoView({{block: 'nearest'}}); const r = e.getBoundingClientRect(); \
             return [r.left + r.width / 2, r.top + r.height / 2]; }})()",
            json!(selector)
        ));
        let at = |index: usize| found[index].as_f64().unwrap_or_else(|| panic!("no element {selector}"));
        (at(0), at(1))
    }

    #[track_caller]
    pub fn click(&mut self, selector: &str) {
        let at = self.place(selector);
        self.drag(at, at);
    }

    /// Presses the pointer at a place, moves it to another in a few steps, and lets go.
    pub fn drag(&mut self, from: (f64, f64), to: (f64, f64)) {
        let mut mouse = |kind: &str, (x, y): (f64, f64), buttons: u8| {
            let button = if kind == "mouseMoved" { "none" } else { "left" };
            let event = json!({"type": kind, "x": x, "y": y, "button": button, "buttons": buttons, "clickCount": 1});
            self.call("Input.dispatchMouseEvent", event);
        };
        mouse("mouseMoved", from, 0);
        mouse("mousePressed", from, 1);
        if from != to {
            for step in 1..=5 {
                let share = f64::from(step) / 5.0;
                let at = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
                mouse("mouseMoved", at, 1);
            }
        }
        mouse("mouseReleased", to, 0);
    }

    pub fn wheel(&mut self, at: (f64, f64), by: f64) {
        let event = json!({"type": "mouseWheel", "x": at.0, "y": at.1, "deltaX": 0, "deltaY": by});
        self.call("Input.dispatchMouseEvent", event);
    }

    /// Types a text into what has the focus.
    pub fn write(&mut self, text: &str) {
        self.call("Input.insertText", json!({"text": text}));
    }

    /// Presses a key: `Tab`, `Shift+Tab`, `Enter`, `/`.
    pub fn press(&mut self, keys: &str) {
        let (shift, key) = keys.strip_prefix("Shift+").map_or((0, keys), |key| (8, key));
        let code = match key {
            "Tab" => 9,
            "Enter" => 13,
            "Escape" => 27,
            " " => 32,
            "End" => 35,
            "Home" => 36,
            "ArrowLeft" => 37,
            "ArrowUp" => 38,
            "ArrowRight" => 39,
            "ArrowDown" => 40,
            _ => 0,
        };
        let mut down = json!({"type": "keyDown", "key": key, "windowsVirtualKeyCode": code, "modifiers": shift});
        match key {
            "Enter" => down["text"] = json!("\r"),
            key if key.chars().count() == 1 => down["text"] = json!(key),
            _ => {}
        }
        self.call("Input.dispatchKeyEvent", down.clone());
        down["type"] = json!("keyUp");
        self.call("Input.dispatchKeyEvent", down);
    }

    /// The page as it looks now.
    pub fn screenshot(&mut self, to: &Path) {
        let taken = self.call("Page.captureScreenshot", json!({"format": "png"}));
        fs::write(to, base64(taken["data"].as_str().unwrap())).unwrap();
    }

    /// Lets the page save files; gives the folder that they come to.
    pub fn downloads(&mut self) -> PathBuf {
        let folder = self.folder.path().join("saved");
        fs::create_dir_all(&folder).unwrap();
        let session = self.session.take();
        self.call("Browser.setDownloadBehavior", json!({"behavior": "allow", "downloadPath": folder}));
        self.session = session;
        folder
    }

    fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.calls += 1;
        let mut asked = json!({"id": self.calls, "method": method, "params": parameters});
        if let Some(session) = &self.session {
            asked["sessionId"] = json!(session);
        }
        self.to.write_all(format!("{asked}\0").as_bytes()).unwrap();
        loop {
            let mut bytes = Vec::new();
            self.from.read_until(0, &mut bytes).unwrap();
            assert_eq!(bytes.pop(), Some(0), "the browser went away during {method}");
            let answer: Value = serde_json::from_slice(&bytes).unwrap();
            if answer["id"] == json!(self.calls) {
                assert!(answer.get("error").is_none(), "{method}: {}", answer["error"]);
                return answer["result"].clone();
            }
            self.note(&answer);
        }
    }

    /// Keeps what a page that behaves never does.
    fn note(&mut self, event: &Value) {
        let parameters = &event["params"];
        match event["method"].as_str().unwrap_or_default() {
            "Runtime.exceptionThrown"
            | "Page.javascriptDialogOpening"
            | "Log.entryAdded"
            | "Runtime.consoleAPICalled" => {
                self.complaints.push(event.to_string());
            }
            "Network.requestWillBeSent" => {
                let url = parameters["request"]["url"].as_str().unwrap_or_default();
                if !["file:", "data:", "blob:"].iter().any(|scheme| url.starts_with(scheme)) {
                    self.complaints.push(format!("asks the network for {url}"));
                }
            }
            _ => {}
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.to.write_all(b"{\"id\":0,\"method\":\"Browser.close\"}\0");
        let start = Instant::now();
        while matches!(self.child.try_wait(), Ok(None)) {
            if start.elapsed() > Duration::from_secs(5) {
                let _ = self.child.kill();
                let _ = self.child.wait();
                break;
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Starts the program with its protocol on two named pipes: a shell puts them where it looks for them.
fn start(program: &Path, folder: &Path) -> (Child, File, BufReader<File>) {
    let pipes = [folder.join("to"), folder.join("from")];
    assert!(Command::new("mkfifo").args(&pipes).status().unwrap().success());
    let flags = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--hide-scrollbars",
        "--remote-debugging-pipe",
    ];
    let child = Command::new("sh")
        .args(["-c", r#"to=$1 from=$2; shift 2; exec "$@" 3<"$to" 4>"$from""#, "sh"])
        .args(&pipes)
        .arg(program)
        .args(flags)
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // In the order in which the shell opens them: each waits for its other end.
    let to = File::options().write(true).open(&pipes[0]).unwrap();
    let from = File::open(&pipes[1]).unwrap();
    (child, to, BufReader::new(from))
}

fn find() -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&paths).collect();
    NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|path| path.is_file())
}

/// Reads RFC 4648 text without line breaks.
fn base64(text: &str) -> Vec<u8> {
    let value = |sign: u8| match sign {
        b'A'..=b'Z' => sign - b'A',
        b'a'..=b'z' => sign - b'a' + 26,
        b'0'..=b'9' => sign - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let signs: Vec<u8> = text.bytes().filter(|sign| *sign != b'=').collect();
    let bytes = |four: &[u8]| {
        let bits = four.iter().fold(0_u32, |bits, sign| bits << 6 | u32::from(value(*sign))) << (6 * (4 - four.len()));
        bits.to_be_bytes()[1..four.len()].to_vec()
    };
    signs.chunks(4).flat_map(bytes).collect()
}
