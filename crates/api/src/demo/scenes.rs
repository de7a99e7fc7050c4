//! A dozen requests that are always there, so that the first page tells a story.

use chrono::{NaiveDate, NaiveDateTime};
use domain::RequestStatus::{self, Cancelled, Done, InProgress, OnHold, Rejected};

use super::{
    calendar::{previous_workday, time},
    people::called,
    places::{CHARLEROI, HUY, NAMUR, OUTREMEUSE, SCLESSIN, VERVIERS},
    timeline::{
        Beat, Deed,
        Who::{self, Dispatcher, Requester, Worker},
    },
};

type Name = (&'static str, &'static str);

/// A request told by hand.
pub struct Scene {
    pub site: usize,
    requester: Name,
    dispatcher: Name,
    workers: &'static [Name],
    pub title: &'static str,
    pub text: &'static str,
    pub refusal: Option<&'static str>,
    moments: &'static [Moment],
}

/// So many working days before today, at that hour and minute.
struct Moment(i64, u32, u32, Who, Deed);

/// Positions in the list of people.
pub struct Players {
    pub requester: usize,
    pub dispatcher: usize,
    pub workers: Vec<usize>,
}

impl Scene {
    pub fn players(&self) -> Option<Players> {
        let find = |name: &Name| called(name.0, name.1);
        let workers = self.workers.iter().map(find).collect::<Option<_>>()?;
        Some(Players { requester: find(&self.requester)?, dispatcher: find(&self.dispatcher)?, workers })
    }

    /// What happens, counted back from `today`.
    pub fn beats(&self, today: NaiveDate) -> Vec<Beat> {
        self.moments
            .iter()
            .map(|moment| Beat { at: moment.on(today), who: moment.3, deed: moment.4 })
            .collect()
    }
}

impl Moment {
    fn on(&self, today: NaiveDate) -> NaiveDateTime {
        let day = (0..self.0).fold(today, |day, _| previous_workday(day));
        time(day, self.1, self.2)
    }
}

const fn enter(day: i64, hour: u32, minute: u32) -> Moment {
    Moment(day, hour, minute, Requester, Deed::Enter)
}

const fn assign(day: i64, hour: u32, minute: u32) -> Moment {
    Moment(day, hour, minute, Dispatcher, Deed::Assign(1))
}

const fn becomes(day: i64, hour: u32, minute: u32, who: Who, to: RequestStatus) -> Moment {
    Moment(day, hour, minute, who, Deed::Move(to))
}

const fn says(day: i64, hour: u32, minute: u32, who: Who, text: &'static str) -> Moment {
    Moment(day, hour, minute, who, Deed::Quote { internal: false, text })
}

const fn remarks(day: i64, hour: u32, minute: u32, who: Who, text: &'static str) -> Moment {
    Moment(day, hour, minute, who, Deed::Quote { internal: true, text })
}

const NADIA: Name = ("Nadia", "Lambert");
const THOMAS: Name = ("Thomas", "Delvaux");
const KARIM: Name = ("Karim", "Benali");
const SOPHIE: Name = ("Sophie", "Warnier");
const LUC: Name = ("Luc", "Goffin");
const ANA: Name = ("Ana", "Ferreira");

pub const SCENES: [Scene; 12] = [
    Scene {
        site: HUY,
        requester: NADIA,
        dispatcher: THOMAS,
        workers: &[KARIM],
        title: "Radiateur froid, local 204",
        text: "Plus de chauffage depuis ce matin. Le radiateur près de la fenêtre reste froid, les deux autres \
               sont tièdes. Examens {next} à 8 h 30.",
        refusal: None,
        moments: &[
            enter(2, 9, 41),
            assign(2, 10, 5),
            becomes(2, 10, 6, Dispatcher, InProgress),
            remarks(
                2,
                10,
                7,
                Dispatcher,
                "La vanne thermostatique a déjà été changée en mars : vérifier si elle est encore sous garantie \
                 avant de commander.",
            ),
            says(
                2,
                16,
                20,
                Worker,
                "Bonjour Nadia, je passe {next} à 9 h. Je purge le circuit d’abord. Pouvez-vous libérer le local \
                 une heure ?",
            ),
            says(1, 8, 12, Requester, "Oui, les examens sont déplacés au local 210. La clé est à l’accueil."),
            remarks(
                1,
                10,
                2,
                Worker,
                "Purge faite, débit toujours faible. Vanne bloquée à mi-course. Pièce commandée, 22,40 €.",
            ),
        ],
    },
    Scene {
        site: HUY,
        requester: NADIA,
        dispatcher: THOMAS,
        workers: &[LUC],
        title: "Porte de l’atelier B qui ne ferme plus",
        text: "La porte frotte et ne ferme plus à clé. Les outils restent dans l’atelier la nuit, j’ai mis une \
               chaîne en attendant.",
        refusal: None,
        moments: &[
            enter(4, 13, 20),
            assign(3, 8, 40),
            becomes(3, 8, 42, Dispatcher, InProgress),
            says(1, 15, 40, Worker, "La porte frotte en haut ou en bas ?"),
            becomes(1, 15, 41, Worker, OnHold),
        ],
    },
    Scene {
        site: HUY,
        requester: NADIA,
        dispatcher: THOMAS,
        workers: &[],
        title: "Néon qui clignote, couloir du 1er étage",
        text: "Le troisième néon en partant de l’escalier clignote toute la journée. Il grésille aussi.",
        refusal: None,
        moments: &[enter(3, 11, 15)],
    },
    Scene {
        site: HUY,
        requester: NADIA,
        dispatcher: THOMAS,
        workers: &[],
        title: "Deux chaises cassées, salle de réunion",
        text: "Le dossier de deux chaises bleues est cassé. Je les ai mises de côté derrière la porte.",
        refusal: None,
        moments: &[enter(1, 8, 52)],
    },
    Scene {
        site: HUY,
        requester: NADIA,
        dispatcher: THOMAS,
        workers: &[SOPHIE],
        title: "Robinet qui goutte, sanitaires du rez",
        text: "Le robinet de gauche goutte sans arrêt, même serré à fond.",
        refusal: None,
        moments: &[
            enter(8, 10, 2),
            assign(8, 11, 30),
            becomes(8, 11, 31, Dispatcher, InProgress),
            says(6, 14, 45, Worker, "Cartouche remplacée, plus de fuite."),
            becomes(6, 14, 47, Worker, Done),
            says(6, 16, 10, Requester, "Merci Sophie, c’est parfait."),
        ],
    },
    Scene {
        site: HUY,
        requester: NADIA,
        dispatcher: THOMAS,
        workers: &[LUC],
        title: "Clé du local technique perdue",
        text: "La clé du local technique du sous-sol est introuvable. Le relevé des compteurs a lieu {next}.",
        refusal: None,
        moments: &[
            enter(10, 8, 30),
            assign(10, 9, 12),
            becomes(10, 9, 13, Dispatcher, InProgress),
            remarks(10, 9, 15, Dispatcher, "Double dans l’armoire à clés d’Outremeuse, crochet 27."),
            says(10, 14, 5, Worker, "Double déposé à l’accueil contre signature, registre complété."),
            becomes(10, 14, 6, Worker, Done),
        ],
    },
    Scene {
        site: OUTREMEUSE,
        requester: ("Dominique", "Closset"),
        dispatcher: ("Martine", "Dethier"),
        workers: &[SOPHIE],
        title: "Fuite sous l’évier, cuisine pédagogique",
        text: "L’eau coule sous l’évier dès qu’on vide le bac. J’ai fermé l’arrivée et mis une bassine. Cours de \
               cuisine {next} à 9 h.",
        refusal: None,
        moments: &[
            enter(1, 14, 30),
            assign(1, 14, 38),
            becomes(1, 14, 40, Worker, InProgress),
            says(1, 15, 5, Worker, "Bonjour, je passe avant le cours, {next} à 8 h."),
            remarks(
                1,
                15,
                7,
                Worker,
                "Prendre un siphon en laiton, celui en plastique a déjà lâché deux fois.",
            ),
        ],
    },
    Scene {
        site: NAMUR,
        requester: ("Caroline", "Leroy"),
        dispatcher: ("Laurent", "Simon"),
        workers: &[],
        title: "Vidéoprojecteur sans image, amphi A",
        text: "Le projecteur s’allume, mais affiche « aucun signal », avec deux portables différents. L’amphi est \
               occupé {next} toute la journée.",
        refusal: None,
        moments: &[enter(1, 16, 5)],
    },
    Scene {
        site: VERVIERS,
        requester: ("Stéphanie", "Rahier"),
        dispatcher: ("Sabine", "Thonon"),
        workers: &[ANA],
        title: "Repeindre le bureau des inscriptions",
        text: "Les murs sont marqués par les anciennes armoires. Si possible pendant les congés, pour ne pas fermer \
               le guichet.",
        refusal: None,
        moments: &[
            enter(6, 9, 20),
            assign(5, 10, 0),
            becomes(5, 10, 2, Dispatcher, InProgress),
            says(4, 11, 30, Worker, "Bonjour Stéphanie, je propose de commencer au premier jour des congés."),
            says(4, 13, 15, Requester, "Parfait, nous viderons le bureau la veille."),
            becomes(4, 13, 40, Worker, OnHold),
        ],
    },
    Scene {
        site: CHARLEROI,
        requester: ("Amélie", "Fontaine"),
        dispatcher: ("Aline", "Bodart"),
        workers: &[KARIM],
        title: "Prises mortes, labo d’électricité",
        text: "Quatre prises de la rangée centrale n’ont plus de courant. Les postes 5 à 8 sont inutilisables.",
        refusal: None,
        moments: &[
            enter(4, 8, 25),
            assign(4, 9, 5),
            becomes(4, 9, 6, Dispatcher, InProgress),
            says(
                3,
                16,
                0,
                Worker,
                "Différentiel du labo à remplacer. Je l’ai commandé, les postes 1 à 4 restent sûrs.",
            ),
            remarks(3, 16, 4, Worker, "Remplacer aussi le départ de la rangée côté mur, même âge."),
        ],
    },
    Scene {
        site: NAMUR,
        requester: ("Vincent", "Evrard"),
        dispatcher: ("Laurent", "Simon"),
        workers: &[],
        title: "Demande d’un second écran, secrétariat",
        text: "Je travaille toute la journée sur les horaires et les inscriptions. Un second écran m’aiderait.",
        refusal: Some(
            "Le budget du matériel est épuisé pour cette année. Merci de réintroduire la demande en janvier.",
        ),
        moments: &[enter(5, 13, 50), becomes(4, 9, 30, Dispatcher, Rejected)],
    },
    Scene {
        site: SCLESSIN,
        requester: ("Isabelle", "Moreau"),
        dispatcher: ("Philippe", "Pirard"),
        workers: &[],
        title: "Déplacer quarante tables, salle polyvalente",
        text: "Pour la remise des certificats, il faut dégager le centre de la salle et garder dix tables au fond.",
        refusal: None,
        moments: &[
            enter(7, 11, 10),
            says(
                6,
                9,
                45,
                Requester,
                "La cérémonie se tiendra finalement à Outremeuse, vous pouvez annuler.",
            ),
            becomes(6, 10, 20, Dispatcher, Cancelled),
        ],
    },
];

#[cfg(test)]
mod tests {
    use domain::RequestStatus::AwaitingAssignment;

    use super::{Deed, SCENES};
    use crate::demo::calendar::date;

    #[test]
    fn scenes_play_in_order_with_people_who_exist_and_moves_that_are_allowed() {
        for scene in &SCENES {
            assert!(scene.players().is_some(), "{}", scene.title);
            let beats = scene.beats(date(2026, 1, 3));
            assert!(
                beats.is_sorted_by_key(|beat| beat.at) && beats[0].deed == Deed::Enter,
                "{}",
                scene.title
            );
            beats.iter().fold(AwaitingAssignment, |status, beat| match beat.deed {
                Deed::Move(to) => status.move_to(to).expect("an allowed move"),
                _ => status,
            });
        }
    }
}
