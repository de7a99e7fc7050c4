//! Open Planner: requests between staff and the teams that do the work.

use authz::acts;
use domain::RequestStatus::{AwaitingAssignment, Done, InProgress, OnHold};

use super::{Elsewhere, words::*};

/// What OP's "user" does to requests.
const ACTS_ON: [Action; 4] = [AssignRequest, CommentOnRequest, ChangeRequestStatus, DeleteRequest];

fn visitor() -> Holder {
    person("a visitor").holding(Visitor).at(LILLE)
}

fn user() -> Holder {
    person("a user").holding(Editor).at(LILLE)
}

fn administrator() -> Holder {
    person("an admin").holding(Administrator).at_the_top()
}

/// « Il existe 3 types de comptes, chacun ayant des droits particuliers : »
/// [OP-2] [OP-3] [OP-4]
#[test]
fn op_2_op_3_op_4_each_kind_of_account_has_rights_of_its_own_and_the_next_has_more() {
    let rights = [visitor(), user(), administrator()].map(|one| one.actor().permissions_at(LILLE));
    for kinds in rights.windows(2) {
        assert!(kinds[1].covers(kinds[0]) && !kinds[0].covers(kinds[1]));
    }
}

/// « Les visiteurs peuvent entrer une demande et visualiser leur état, sans possibilité d'agir sur celles-ci. »
/// [OP-2]
#[test]
fn op_2_visitors_enter_requests_and_see_how_they_stand_without_acting_on_them() {
    visitor().may(CreateRequest, LILLE);
    visitor().may_not(CreateRequest, ROUBAIX);
    visitor().may_only(ViewRequest, &a_request_at(LILLE).of(&visitor()));
    visitor().may_only(ViewRequest, &a_request_at(LILLE).published());
    visitor().does_not_see(&a_request_at(LILLE));
    visitor().does_not_see(&a_request_at(ROUBAIX).published());
}

/// « Une fois qu'une demande est ajoutée, un visiteur ne peut pas la modifier. »
/// [OP-2]
#[test]
fn op_2_once_entered_a_visitor_does_not_change_even_their_own() {
    let theirs = a_request_at(LILLE).of(&visitor()).published();
    visitor().may_not([EditRequest, DeleteRequest, CommentOnRequest, CancelRequest, ReopenRequest], &theirs);
    assert!(visitor().tries::<acts::EditRequest>(theirs.0).is_err());
}

/// « Les utilisateurs peuvent agir sur les demandes (attribution, ajout de commentaires) et exporter l'ensemble des
/// tâches, ce qui peut être utile à des fins statistiques ou pour rédiger un rapport par exemple. »
/// [OP-3]
#[test]
fn op_3_users_assign_comment_and_export_all_requests() {
    let anybodys = a_request_at(LILLE);
    user().may([AssignRequest, CommentOnRequest, ExportRequests], &anybodys);
    assert_eq!(user().tries::<acts::AssignRequest>(anybodys.0.clone()), Ok(()));
    assert_eq!(user().tries::<acts::CommentOnRequest>(anybodys.0), Ok(()));
    user().may_not([AssignRequest, CommentOnRequest, ExportRequests], &a_request_at(ROUBAIX));
}

/// « Les administrateurs ont tous les droits précités mais peuvent également gérer les utlisateurs, les implantations
/// et l'ensemble des paramètres d'Open Planner (envoi d'emails, autoriser les pièces jointes...). »
/// [OP-4] [OP-10]
#[test]
fn op_4_op_10_administrators_have_all_that_and_manage_users_sites_and_settings() {
    let manages = [ViewUsers, CreateUser, ChangeUser, GrantRights, ManageSites, ChangeSettings];
    administrator().may(manages, TOP);
    administrator().may(CreateRequest, NICE);
    administrator().may(ACTS_ON, &a_request_at(NICE));
    administrator().may([EditRequest, ExportRequests], &a_request_at(LILLE));
    for node in EVERYWHERE {
        user().may_not(manages, node);
        visitor().may_not(manages, node);
    }
}

/// « Il est possible de visualiser l'ensemble des demandes via l'onglet de recherche du programme : »
/// « Par défaut, toutes les demandes soint affichées, peu importe l'implantation concernée. »
/// [OP-2] [OP-8]
#[test]
fn op_2_op_8_who_visits_every_site_sees_the_published_requests_of_all_of_them() {
    let everywhere = person("a visitor").holding(Visitor).at_the_top();
    for site in [LILLE, ROUBAIX, NICE] {
        everywhere.sees(&a_request_at(site).published());
        everywhere.does_not_see(&a_request_at(site));
        person("a user").holding(Editor).at_the_top().sees(&a_request_at(site));
    }
}

/// « Les personnes disposant du rôle de "visiteur" ne peuvent que consulter le tableau des demandes, tandis que les
/// utilisateurs et administrateurs peuvent agir sur chacune d'entre elles en effectuant un clic-droit. »
/// [OP-9]
#[test]
fn op_9_visitors_only_read_the_table_while_users_and_administrators_act_on_each_row() {
    for row in [a_request_at(LILLE).published(), a_request_at(LILLE).of(&visitor())] {
        visitor().may_only(ViewRequest, &row);
        user().may(ACTS_ON, &row);
        administrator().may(ACTS_ON, &row);
    }
}

/// « Il leur est alors possible de mettre à jour le statut de la demande (en attente d'attribution, en cours, terminé)
/// et le travailleur assigné ou bien de la supprimer. »
/// [OP-9]
#[test]
fn op_9_users_move_the_status_name_the_worker_and_delete_and_visitors_do_not() {
    let row = a_request_at(LILLE).of(&visitor()).published();
    for (from, to) in [(AwaitingAssignment, InProgress), (InProgress, Done), (Done, InProgress)] {
        assert!(user().may_move(&row, from, to) && administrator().may_move(&row, from, to));
        assert!(!visitor().may_move(&row, from, to), "{from} to {to}");
    }
    assert!(!user().may_move(&a_request_at(ROUBAIX), InProgress, OnHold), "not next door");
    user().may([AssignRequest, DeleteRequest], &row);
    visitor().may_not([AssignRequest, DeleteRequest], &row);
}

/// « Le menu de paramétrage n'est accessible qu'aux administrateurs et permet de modifier le fonctionnement d'_Open
/// Planner_ en quelques clics. »
/// « Les permissions données aux utilisateurs (ajout de pièces jointes, modification de coordonnées...) »
/// « Les paramètres d'emailing (serveur SMTP, compte email, signature...) »
/// [OP-10]
#[test]
fn op_10_only_administrators_reach_the_settings_and_through_them_what_users_may_do() {
    assert_eq!(administrator().tries::<acts::ChangeSettings>(()), Ok(()));
    for role in [Visitor, BasicUser, Editor, Manager] {
        let somebody = person("somebody").holding(role).at_the_top();
        somebody.may_not(ChangeSettings, TOP);
        assert!(somebody.tries::<acts::ChangeSettings>(()).is_err(), "{role:?}");
    }
    let of_a_group = person("of a group").holding(Administrator).at(NORD);
    of_a_group.may_not(ChangeSettings, NORD);
}

/// « Il est possible d'exporter des tâches depuis le menu latéral, pour autant que vous ayez a minima le rôle
/// d'utilisateur. »
/// [OP-3] [OP-11]
#[test]
fn op_3_op_11_exporting_takes_the_role_of_a_user_at_least() {
    let row = a_request_at(LILLE).of(&visitor()).published();
    visitor().may_not(ExportRequests, &row);
    user().may(ExportRequests, &row);
    administrator().may(ExportRequests, &row);
}

pub const ELSEWHERE: &[Elsewhere] = &[
    Elsewhere {
        sentences: &[
            "Si certains champs sont préremplis, tous restent modifiables : vous pouvez adapter vos \
             coordonnées, la date... et même ajouter une image illustrant votre demande.",
        ],
        rows: "[OP-5] [OP-6]",
        why: "a form; whether contact details and attachments are open to it is a setting that only administrators \
              change, shown with [OP-10]",
    },
    Elsewhere {
        sentences: &[
            "Si l'administrateur du logiciel a activé les notifications par email, l'équipe chargée \
             d'effectuer l'intervention sera prévenue de cette manière.",
        ],
        rows: "[OP-7]",
        why: "mail; that only an administrator turns it on is shown with [OP-10]",
    },
    Elsewhere {
        sentences: &["L'utilisateur peut également recevoir un email de confirmation pour autant que \
             l'administrateur l'ait autorisé."],
        rows: "[OP-7]",
        why: "mail; that only an administrator allows it is shown with [OP-10]",
    },
    Elsewhere {
        sentences: &[
            "Par contre, un export au format PostgreSQL contiendra l'ensemble des données de la base de \
             données, la structure des tables...",
            "Il s'agit de l'option à sélectionner si vous désirez effectuer une sauvegarde complète du \
             programme.",
        ],
        rows: "[OP-12]",
        why: "the whole database is beyond any row a role could open: the server's matter",
    },
];
