//! Plannit: people as resources, permissions per person.

use authz::{Gate, Permissions, Refused, Right, Stamp, Standing, TeamChange, acts, decide};

use super::{Elsewhere, words::*};

fn administrator() -> Holder {
    person("an admin").holding(Administrator).at_the_top()
}

fn employee() -> Holder {
    person("an employee").holding(Employee).at(LILLE)
}

/// Has every permission, and still is no administrator.
fn almighty() -> Holder {
    person("almighty").holding(Permissions::ALL).at_the_top()
}

/// « Ce taux horaire permet de calculer vos dépenses de main-d'œuvre, sur chacune des jobs où il y a des feuilles de
/// temps ajoutées. »
/// « Voir les profits »
/// « Voir les prix des items du bon de commande »
/// [PL-2] [PL-5]
#[test]
fn pl_2_pl_5_rates_and_costs_are_seen_by_those_only_who_may_see_costs() {
    let theirs = a_request_at(LILLE).assigned_to(&employee());
    employee().may(LogTime, &theirs);
    employee().may_not(ViewCosts, &theirs);
    person("an editor").holding(Editor).at(LILLE).may_not(ViewCosts, &theirs);
    person("a manager").holding(Manager).at(LILLE).may(ViewCosts, &theirs);
    let told = person("an employee").holding(Employee).switched_on(ViewCosts, Assigned).at(LILLE);
    told.may(ViewCosts, &theirs);
    told.may_not(ViewCosts, &a_request_at(LILLE).of(&told));
}

/// « Les rôles sont des ensembles de droits prédéfinis par Plannit. »
/// « Commencez par sélectionner le rôle de l'employé parmi les options suivantes. »
/// [PL-4]
#[test]
fn pl_4_a_role_is_a_set_of_rights_and_giving_it_gives_them() {
    for role in [Administrator, Manager, Employee] {
        let holder = person("somebody").holding(role).at_the_top();
        assert_eq!(holder.actor().permissions_at(TOP), role.permissions(), "{role:?}");
    }
}

/// « Administrateur : utilisateur ayant accès à tous les paramètres de gestion »
/// [PL-4]
#[test]
fn pl_4_an_administrator_may_everything_everywhere() {
    for node in EVERYWHERE {
        assert_eq!(administrator().actor().permissions_at(node), Permissions::ALL);
    }
    assert!(administrator().actor().is_administrator());
}

/// « Gestionnaire : utilisateur avec autorisations restreintes à son niveau de gestion »
/// [PL-4]
#[test]
fn pl_4_a_manager_manages_at_their_level_and_not_beside_or_above_it() {
    let manager = person("a manager").holding(Manager).at(NORD);
    let manages = [CreateUser, GrantRights, ManageTeams, ManageResources, ManageSites];
    manager.may(manages, NORD);
    manager.may([EditRequest, AssignRequest, ViewCosts], &a_request_at(ROUBAIX));
    for beyond in [TOP, SUD, NICE] {
        manager.may_only([], beyond);
    }
    manager.does_not_see(&a_request_at(NICE).published());
    manager.may_not([ChangeSettings, ManageRoles, ViewAudit], NORD);
}

/// « Employé : utilisateur avec restrictions reliées à son rôle »
/// [PL-4]
#[test]
fn pl_4_an_employee_works_on_what_is_theirs_and_manages_nothing() {
    let assigned = a_request_at(LILLE).assigned_to(&employee());
    employee().may([ViewWorking, ChangeRequestStatus, CommentOnRequest, LogTime], &assigned);
    employee().may_not([EditRequest, AssignRequest, DeleteRequest, ExportRequests, ViewCosts], &assigned);
    employee().may_only([ViewRequest, CommentOnRequest], &a_request_at(LILLE).of(&employee()));
    employee().does_not_see(&a_request_at(LILLE).published());
    employee().may_only([CreateRequest, BeAssigned], LILLE);
}

/// « Une fois le rôle défini, vous pouvez personnaliser les autorisations que vous voulez donner, peu importe le rôle
/// choisi. »
/// « Sélectionnez les autorisations désirées parmi la liste suivante, en cliquant sur le bouton pour l’activer ou la
/// désactiver : »
/// [PL-4]
#[test]
fn pl_4_whatever_the_role_single_permissions_are_switched_on_and_off_for_one_person() {
    let anybodys = a_request_at(LILLE);
    for role in [Manager, Employee, Editor, Reviewer] {
        let on = person("somebody").holding(role).switched_on(ViewRequest, Any).switched_on(ViewCosts, Any);
        on.at(LILLE).may([ViewRequest, ViewCosts], &anybodys);
        let off = person("somebody").holding(role).switched_off(CreateRequest).switched_off(ViewRequest);
        let off = off.at(LILLE);
        off.may_not(CreateRequest, LILLE);
        off.does_not_see(&anybodys);
    }
    person("another").holding(Editor).at(LILLE).sees(&anybodys);
}

/// « Lorsque vous modifiez une autorisation, une bande vous indique que des droits personnalisés ont été définis. »
/// « Les droits personnalisés qui ne font pas partie du rôle sont facilement identifiables par leur nom en
/// "itallique". »
/// [PL-4]
#[test]
fn pl_4_what_differs_from_the_role_is_told_both_ways_and_the_grant_stays_tied_to_it() {
    let custom =
        person("somebody").holding(Editor).switched_on(ViewCosts, Any).switched_off(DeleteRequest).at(LILLE);
    let grant = custom.subject.grants[0];
    assert!(grant.role.is_some());
    let role = Editor.permissions();
    assert_eq!(grant.permissions.lacking_in(role), all(&[ViewCosts]), "switched on");
    assert_eq!(role.lacking_in(grant.permissions), all(&[DeleteRequest]), "switched off");
}

/// « Voir toutes les jobs »
/// « Si désactivé, l'utilisateur ne verra que les jobs dont il est responsable. »
/// [PL-5]
#[test]
fn pl_5_seeing_all_requests_switched_off_leaves_those_one_is_responsible_for() {
    let all_of_them = person("an editor").holding(Editor).at(LILLE);
    let switched = || person("an editor").holding(Editor).switched_off(ViewRequest);
    let theirs_only = switched().switched_on(ViewRequest, Assigned).at(LILLE);
    all_of_them.may([ViewRequest, EditRequest], &a_request_at(LILLE));
    theirs_only.may([ViewRequest, EditRequest], &a_request_at(LILLE).assigned_to(&theirs_only));
    theirs_only.does_not_see(&a_request_at(LILLE));
    theirs_only.does_not_see(&a_request_at(LILLE).published());
    // It is no deny: another grant still gives it.
    theirs_only.and(Reviewer).at(NORD).sees(&a_request_at(LILLE));
}

/// « Voir toutes les visites »
/// « Si désactivé, l'utilisateur ne verra que les visites qui lui sont assignées. »
/// [PL-5]
#[test]
fn pl_5_seeing_all_visits_switched_off_leaves_those_assigned_to_one_or_ones_team() {
    let roofers = team("roofers").holding(BeAssigned).at(LILLE);
    let worker = employee().in_the_team(&roofers);
    worker.sees(&a_request_at(LILLE).assigned_to(&worker));
    worker.sees(&a_request_at(LILLE).assigned_to(&roofers));
    worker.does_not_see(&a_request_at(LILLE).assigned_to(&administrator()));
    employee().does_not_see(&a_request_at(LILLE).assigned_to(&roofers));
}

/// « Créer des jobs »
/// « Créer des visites »
/// « Envoyer des messages aux clients »
/// [PL-5]
#[test]
fn pl_5_entering_planning_and_answering_have_permissions_of_their_own() {
    let reader = || person("a reader").holding(ViewRequest).at(LILLE);
    reader().and(CreateRequest).at(LILLE).may_only([ViewRequest, CreateRequest], LILLE);
    reader().and(AssignRequest).at(LILLE).may_only([ViewRequest, AssignRequest], &a_request_at(LILLE));
    reader().and(CommentOnRequest).at(LILLE).may_only([ViewRequest, CommentOnRequest], &a_request_at(LILLE));
}

/// « Voir les messages des clients »
/// [PL-5]
#[test]
fn pl_5_the_messages_come_with_the_request_and_internal_remarks_with_the_working_version() {
    let request = a_request_at(LILLE).published();
    let read = |who: &Holder| *who.actor().comments(&request.0).filter();
    let visitor = read(&person("a visitor").holding(Visitor).at(LILLE));
    let reviewer = read(&person("a reviewer").holding(Reviewer).at(LILLE));
    assert!(visitor.request.is_some() && !visitor.working);
    assert!(reviewer.request.is_some() && reviewer.working);
    assert!(read(&employee()).request.is_none(), "what is not seen is not read");
}

/// « Afficher l'onglet des Rapports »
/// « Afficher l'onglet des Paramètres »
/// [PL-5]
#[test]
fn pl_5_costs_reports_settings_and_each_tab_have_permissions_of_their_own() {
    let tabs = [ReadPermissionReport, ChangeSettings, ViewUsers, ViewAudit, ManageTags, ManageSites];
    for tab in tabs {
        person("somebody").holding(tab).at_the_top().may_only(tab, TOP);
        employee().may_not(tab, LILLE);
    }
}

/// « Seuls les administrateurs peuvent promouvoir, modifier et supprimer d'autres administrateurs. »
/// [PL-6]
#[test]
fn pl_6_only_administrators_promote_administrators() {
    administrator().may_give(Administrator, TOP);
    for somebody in [almighty(), person("a manager").holding(Manager).at_the_top()] {
        somebody.may_not_give(Administrator, TOP);
    }
    assert_eq!(almighty().gives(Administrator, TOP), Err(Refused::AdministratorsOnly));
    assert_eq!(almighty().gives(Administrator, NORD), Ok(()), "in a group it makes no administrator");
}

/// « Seuls les administrateurs peuvent promouvoir, modifier et supprimer d'autres administrateurs. »
/// [PL-6]
#[test]
fn pl_6_only_administrators_change_administrators_or_take_a_right_from_them() {
    let other = person("another admin").holding(Administrator).at_the_top();
    administrator().may_change(&other);
    assert_eq!(almighty().changes(&other), Err(Refused::AdministratorsOnly));
    let plain = Right::of(Reviewer.permissions(), LILLE);
    let taking = || acts::Giving { before: Some(plain), after: None, concerns_administrator: true };
    assert_eq!(administrator().tries::<acts::GrantRights>(taking()), Ok(()));
    assert_eq!(almighty().tries::<acts::GrantRights>(taking()), Err(Refused::AdministratorsOnly));
    let their_team =
        || TeamChange { given: vec![plain], concerns_administrator: true, ..TeamChange::at(TOP) };
    assert_eq!(administrator().tries::<acts::ManageTeams>(their_team()), Ok(()));
    assert_eq!(almighty().tries::<acts::ManageTeams>(their_team()), Err(Refused::AdministratorsOnly));
}

/// « Les permissions peuvent prendre jusqu'à 30 minutes avant d'être appliquées aux utilisateurs déjà connectés. »
/// [PL-7]
#[test]
fn pl_7_the_very_next_question_is_answered_by_the_new_rights_and_an_old_permit_shows_its_age() {
    let before = person("somebody").holding(Editor).at(LILLE);
    let after = person("somebody").holding(Reviewer).at(LILLE);
    before.may(EditRequest, &a_request_at(LILLE));
    after.may_not(EditRequest, &a_request_at(LILLE));
    assert!(before.becoming(&after).shifts[0].lost.contains(EditRequest, Any));
    let stamped = |who: &Holder, version| {
        authz::Actor::compile(&who.subject, crate::world::now(), Stamp { epoch: 1, version })
    };
    let old = stamped(&before, 1);
    let permit = decide::<acts::EditRequest>(&old, a_request_at(LILLE).0).expect("an editor edits");
    assert_eq!((permit.stamp(), old.requests().stamp()), (old.stamp(), old.stamp()));
    assert_ne!(
        permit.stamp(),
        stamped(&after, 2).stamp(),
        "the database serves and writes for the new one only"
    );
}

/// « Vous pouvez inactiver une ressource au besoin »
/// « Dans l'onglet Profil de cette ressource, changer le Statut pour Inactif. »
/// « Dès que l'application Plannit sera rafraîchie, l'utilisateur sera éjecté de l'application. »
/// [PL-10]
#[test]
fn pl_10_a_deactivated_user_is_out_at_once() {
    employee().is_let_in();
    employee().whose(Standing { active: false, ..Standing::FINE }).is_kept_out_as(Gate::Inactive);
}

pub const ELSEWHERE: &[Elsewhere] = &[
    Elsewhere {
        sentences: &[
            "Il est primordial d’utiliser une adresse électronique d'affaires et non une adresse courriel \
             personnelle pour le ou les comptes administrateur afin d’éviter des pertes d’accès à votre \
             compte.",
        ],
        rows: "[CT-5]",
        why: "advice; that there is always a way in is shown by the super administrator",
    },
    Elsewhere {
        sentences: &[
            "À ce stade, vous avez créé une ressource qui peut être utilisée dans Plannit pour être \
             assignée comme ressource.",
            "Ce type d'employé ne peut pas se connecter à Plannit, mais il peut être utile dans la \
             gestion de vos opérations, par exemple si vous faites affaire avec un contractant extérieur \
             qui doit effectuer le travail.",
        ],
        rows: "[PL-1]",
        why: "a resource without a login is nobody who asks, so the engine is never asked about it",
    },
    Elsewhere {
        sentences: &[
            "Si vous désirez que cette ressource puisse se connecter à Plannit, vous devez l'inviter à \
             joindre votre entreprise.",
        ],
        rows: "[PL-3]",
        why: "invitations and logging in come before the engine",
    },
    Elsewhere {
        sentences: &["L'invitation doit avoir été acceptée pour pouvoir poursuivre cette étape."],
        rows: "[PL-3] [PL-4]",
        why: "not kept so: rights can be given before the invitation is accepted, and count from the first login",
    },
    Elsewhere {
        sentences: &[
            "Afficher l'onglet Soumissions",
            "Voir toutes les soumissions",
            "Si désactivé, l'utilisateur ne verra que les soumissions dont il est responsable.",
            "Créer des soumissions",
            "Voir la soumission associée à la job",
            "Voir les soumissions dans la discussion",
            "Afficher l'onglet Factures",
            "Voir toutes les factures",
            "Si désactivé, l'utilisateur ne verra que les factures dont il est responsable.",
            "Créer des factures",
            "Voir la facture associée à la visite",
            "Voir les factures dans la discussion",
            "Afficher l'onglet des Transactions",
            "Supprimer des routes",
            "Modifier des routes",
            "Afficher l'onglet Contacts",
            "Créer des contacts",
            "Assistant virtuel et Messagerie vocale",
        ],
        rows: "[PL-5]",
        why: "the product has none of these; each tab that it has takes a permission of its own, and seeing all or \
              one's own is shown for requests and visits",
    },
    Elsewhere {
        sentences: &[
            "Vous pouvez les activer et désactiver en cliquant sur le bouton.",
            "Pour qu'un utilisateur puisse recevoir des notifications sur son mobile ou tablette, il doit \
             avoir autorisé l'application Plannit à envoyer des notifications.",
        ],
        rows: "[PL-8]",
        why: "notifications are a person's own choice and open nothing: they obey the checks when they are sent",
    },
    Elsewhere {
        sentences: &[
            "Avant de rendre une ressource inactive ou de la supprimer, prenez soin d’identifier et de \
             réassigner les documents qui lui sont actuellement assignés afin de ne pas compromettre la \
             prestation de service que vous devez assurer.",
            "Sélectionnez toutes les visites, puis dans la bande orange, retirer la ressource et en \
             assigner une ou des nouvelles.",
        ],
        rows: "[PL-9]",
        why: "a list and a bulk change; each of them takes the permission to assign, shown with [OP-9]",
    },
    Elsewhere {
        sentences: &["Cliquez maintenant sur l'icone de Corbeille et confirmez la suppression."],
        rows: "[PL-10] [CT-9]",
        why: "a deleted user has no account that the engine could be asked about",
    },
];
