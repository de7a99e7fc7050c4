//! Many requests at many sites: most of them recent, some at sites that were closed long ago.

use api::{
    clock::Clock,
    db::{
        entities::{node, request, request_assignment, request_tag, site},
        unfenced::Because,
    },
};
use chrono::{DateTime, Duration, Utc};
use domain::fold_case;
use rand::{Rng, SeedableRng, rngs::StdRng};
use uuid::Uuid;

use super::{
    crowd,
    people::{KINDS, Kind},
};
use crate::support::{Engine, TestApp, new_id, request_of};

/// How many there are of what.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub requests: usize,
    pub groups: usize,
    pub sites: usize,
    pub people: usize,
}

impl Size {
    pub const SMALL: Self = Self { requests: 60_000, groups: 16, sites: 900, people: 500 };
    pub const FULL: Self = Self { requests: 1_000_000, groups: 200, sites: 10_000, people: 50_000 };
}

/// How many sites were closed before anything happened at the others.
const CLOSED: usize = 300;
/// Each of the people of the kinds owns so many.
const OWN: usize = 2_200;
const TAGS: usize = 30;

/// What was made.
#[derive(Debug)]
pub struct Population {
    pub groups: Vec<Uuid>,
    pub open_sites: Vec<Uuid>,
    pub closed_sites: Vec<Uuid>,
    pub tags: Vec<Uuid>,
    pub empty_tag: Uuid,
}

impl Population {
    /// Fills the database, gives everybody what makes them of their kind, and lets the server count.
    pub async fn fill(app: &TestApp, size: Size) -> Self {
        let mut made = Self {
            groups: Vec::new(),
            open_sites: Vec::new(),
            closed_sites: Vec::new(),
            tags: Vec::new(),
            empty_tag: app.tag("Métier", "jamais").await,
        };
        for number in 0..TAGS {
            made.tags.push(app.tag("Métier", &format!("{number:02}")).await);
        }
        let places = made.build(app, size).await;
        let crowd = crowd::arrive(app, size.people, &made.open_sites).await;
        made.enter(app, size, &places, &crowd).await;
        for kind in KINDS {
            kind.equip(app, &made).await;
        }
        if app.engine == Engine::Postgres {
            app.execute("VACUUM ANALYZE").await;
        }
        app.db().count_requests().await.expect("counted");
        made
    }

    /// Groups and sites; answers each site with its group, the closed ones last.
    async fn build(&mut self, app: &TestApp, size: Size) -> Vec<(Uuid, Uuid)> {
        let at = app.clock.now();
        let (mut nodes, mut sites, mut places) = (Vec::new(), Vec::new(), Vec::new());
        for number in 0..size.groups {
            let row = node_row("company_group", app.world.instance, format!("Groupe {number}"), at);
            self.groups.push(row.id);
            nodes.push(node::ActiveModel::from(row));
        }
        for number in 0..size.sites {
            let group_id = self.groups[number % size.groups];
            let row = node_row("site", group_id, format!("Site {number}"), at);
            let mail_address = "site@mosane.example".to_owned();
            let site =
                site::Model { id: row.id, group_id, mail_address, company: None, location: None, version: 1 };
            places.push((group_id, row.id));
            nodes.push(node::ActiveModel::from(row));
            sites.push(site::ActiveModel::from(site));
        }
        let unfenced = app.db().unfenced(Because::TheServerWorksByItself);
        unfenced.insert_all(nodes).await.expect("inserted");
        unfenced.insert_all(sites).await.expect("inserted");
        let ids = places.iter().map(|(_, site)| *site);
        (self.open_sites, self.closed_sites) =
            (ids.clone().take(size.sites - CLOSED).collect(), ids.skip(size.sites - CLOSED).collect());
        places
    }

    /// The requests, oldest first, with whom they belong to, who works on them and what they bear.
    async fn enter(&self, app: &TestApp, size: Size, places: &[(Uuid, Uuid)], crowd: &[Uuid]) {
        const BATCH: usize = 10_000;
        let mut dice = StdRng::seed_from_u64(20_261_122);
        let long_ago = app.world.person(Kind::OwnerAndEmptyTag.username());
        let people = KINDS.iter().map(|kind| app.world.person(kind.username()));
        let people: Vec<Uuid> = people.filter(|&person| person != long_ago).collect();
        let own_every = size.requests / OWN / people.len();
        let tx = app.db().begin().await.expect("a transaction");
        let unfenced = tx.unfenced(Because::TheServerWorksByItself);
        for start in (0..size.requests).step_by(BATCH) {
            let (mut requests, mut assigned, mut tagged) = (Vec::new(), Vec::new(), Vec::new());
            for number in start..(start + BATCH).min(size.requests) {
                let at = app.clock.now() - Duration::seconds(30 * (size.requests - number) as i64);
                let owner = match number {
                    _ if number < 2 * OWN && number % 2 == 0 => long_ago,
                    _ if number % own_every == 0 => people[number / own_every % people.len()],
                    _ => crowd[dice.random_range(0..crowd.len())],
                };
                let (group, site) = place(&mut dice, number, size, places);
                let row = request_of((group, site), owner, number, at);
                let id = row.id;
                requests.push(request::ActiveModel::from(row));
                if dice.random_bool(0.6) {
                    let user = people[dice.random_range(0..people.len())];
                    assigned.push(request_assignment::ActiveModel::from(request_assignment::Model {
                        request_id: id,
                        assignee_id: user,
                        user_id: Some(user),
                        team_id: None,
                        entered_at: at,
                        resource_id: None,
                    }));
                }
                for _ in 0..dice.random_range(0..3) {
                    let tag_id = self.tags[dice.random_range(0..TAGS)];
                    let row = request_tag::Model { tag_id, entered_at: at, request_id: id };
                    if tagged.last() != Some(&row) {
                        tagged.push(row);
                    }
                }
            }
            unfenced.insert_all(requests).await.expect("inserted");
            unfenced.insert_all(assigned).await.expect("inserted");
            let tagged = tagged.into_iter().map(request_tag::ActiveModel::from).collect();
            unfenced.insert_all(tagged).await.expect("inserted");
        }
        tx.commit().await.expect("committed");
    }
}

/// The first twelfth happened at sites that are closed now; later, some sites are much busier than others.
fn place(dice: &mut StdRng, number: usize, size: Size, places: &[(Uuid, Uuid)]) -> (Uuid, Uuid) {
    let open = places.len() - CLOSED;
    if number < size.requests / 12 {
        return places[open + dice.random_range(0..CLOSED)];
    }
    let busy: f64 = dice.random();
    places[((busy * busy) * open as f64) as usize]
}

fn node_row(level: &str, parent: Uuid, name: String, at: DateTime<Utc>) -> node::Model {
    let name_key = fold_case(&name);
    node::Model {
        id: new_id(at),
        level: level.to_owned(),
        parent_id: Some(parent),
        name,
        name_key,
        version: 1,
        created_at: at,
    }
}
