//! Who is of which land, and who of whose side.
//!
//! Reads: the actors of two mentions. Gives: whether one is at home with the other, or against it.
//! Does not: find mentions.

use super::sides::{SPEAKS, Side, Sides};
use crate::actors::{Actor, ActorKind};

impl Sides<'_> {
    /// Says whether a state stands at this head to which none of the sources belongs; groups may fight the state they live in.
    pub fn is_foreign_state(&self, head: usize, sources: &[Side]) -> bool {
        let actors = |head: usize| {
            let actors = self.mention(head).map_or(&[][..], |m| &m.actors);
            actors.iter().map(|&a| &self.cast.actors[a])
        };
        actors(head).all(|place| {
            let own =
                |source: &Side| actors(source.head).any(|a| a.kind != ActorKind::Group && a.country == place.country);
            place.kind == ActorKind::State && !sources.iter().any(own)
        })
    }

    /// Says whether two mentions are of different sides: not of one country, unless one of them is a group in it.
    pub fn are_opposed(&self, one: usize, other: usize) -> bool {
        let actor = |head: usize| Some(&self.cast.actors[*self.mention(head)?.actors.first()?]);
        let (Some(a), Some(b)) = (actor(one), actor(other)) else { return false };
        // "We have lost", she said: whom a speaker means by "we" is the own side.
        if [one, other].into_iter().any(|head| self.mention(head).is_some_and(|m| SPEAKS.contains(&m.rule))) {
            return false;
        }
        let group = a.kind == ActorKind::Group || b.kind == ActorKind::Group;
        // An alliance's command does not accuse the states whose forces it leads.
        let command =
            |x: &Actor| x.kind == ActorKind::Organization && x.country.is_none() && x.sector.as_deref() == Some("MIL");
        if (command(a) || command(b)) && !group {
            return false;
        }
        a.id != b.id && (group || a.country.is_none() || a.country != b.country)
    }

    /// Says whether a state stands at this head.
    pub fn is_state(&self, head: usize) -> bool {
        self.mention(head).is_some_and(|m| m.actors.iter().all(|&a| self.cast.actors[a].kind == ActorKind::State))
    }

    /// "Colonel Roe said the jets hit a camp": whose officer bears a rank is not told; of a state's deeds its own officers tell.
    pub fn is_unplaced_officer(&self, head: usize) -> bool {
        let Some(&[actor]) = self.mention(head).map(|m| m.actors.as_slice()) else { return false };
        let titles = self.cast.mentions.iter().filter(|m| m.actors == [actor]).flat_map(|m| &m.titles);
        let mut ranks = titles.filter(|title| title.tie.as_deref() == Some("member-of")).peekable();
        let placed = self.cast.actors[actor].country.is_some();
        !placed && ranks.peek().is_some() && ranks.all(|title| title.of.is_empty() && title.implied.is_none())
    }

    /// Says whether of two actors one is a person and the other the person's own state: who visits its soldiers meets nobody
    /// else.
    pub fn is_at_home(&self, one: usize, other: usize) -> bool {
        let (a, b) = (&self.cast.actors[one], &self.cast.actors[other]);
        let (person, state) = if a.kind == ActorKind::Person { (a, b) } else { (b, a) };
        let kinds = (person.kind, state.kind) == (ActorKind::Person, ActorKind::State);
        kinds && person.country.is_some() && person.country == state.country
    }

    /// Says whether of two actors the first is a body of the state that the other is.
    pub fn is_body_of(&self, body: usize, state: usize) -> bool {
        let (body, state) = (&self.cast.actors[body], &self.cast.actors[state]);
        let kinds = (body.kind, state.kind) == (ActorKind::Organization, ActorKind::State);
        kinds && body.country.is_some() && body.country == state.country
    }
}
