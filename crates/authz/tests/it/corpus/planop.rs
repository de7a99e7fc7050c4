//! Planop: users, groups and permissions. What Planop calls a group is a team that has rights.

use authz::{Gate, Right, Standing, TeamChange, acts};

use super::{Elsewhere, words::*};

/// All that user management is made of.
const USER_MANAGEMENT: [Action; 5] = [ViewUsers, CreateUser, ChangeUser, GrantRights, ManageTeams];

/// What changes the working version; a remark does not.
const CHANGES: [Action; 7] = [
    EditRequest,
    AssignRequest,
    ChangeRequestStatus,
    CommentOnRequest,
    TagRequest,
    PublishRequest,
    DeleteRequest,
];

fn user_manager() -> Holder {
    person("user manager").holding(all(&USER_MANAGEMENT)).at_the_top()
}

fn administrator() -> Holder {
    person("an admin").holding(Administrator).at_the_top()
}

/// « Planop utilise un système d’authentification et d’autorisation. »
/// « Certains droits sont attribués à chaque utilisateur dans Planop. »
/// [PO-1]
#[test]
fn po_1_who_was_given_nothing_may_nothing_and_who_was_given_something_may_that() {
    person("nobody").may_nothing();
    person("somebody").holding(CreateRequest).at(LILLE).may_only(CreateRequest, LILLE);
}

/// « Ces droits déterminent quelles informations il peut examiner et/ou modifiér. »
/// [PO-1]
#[test]
fn po_1_rights_say_what_may_be_seen_and_what_may_be_changed() {
    let reader = person("a reader").holding(ViewRequest).at(LILLE);
    reader.may_only(ViewRequest, &a_request_at(LILLE));
    let writer = reader.clone().and(EditRequest).at(LILLE);
    writer.may_only([ViewRequest, EditRequest], &a_request_at(LILLE));
    let blind = person("blind").holding(EditRequest).at(LILLE);
    blind.does_not_see(&a_request_at(LILLE));
}

/// « Il y a des droits séparés pour beaucoup de parties dans Planop, mais l’attribution de ces droits est rendue très
/// simple grâce à l’usage de groupes. »
/// [PO-2]
#[test]
fn po_2_every_part_has_a_right_of_its_own_and_none_brings_another_but_the_follow_up() {
    let companions = [ViewWorking, ChangeRequestStatus, RemarkOnRequest];
    for &action in Action::ALL {
        let alone = team("a group").holding(action).at_the_top();
        let member = person("a member").in_the_team(&alone).actor();
        let brought: Vec<Action> = member.allowed_at(TOP).iter().filter(|&it| it != action).collect();
        assert!(member.may_at(action, TOP));
        assert_eq!(
            brought,
            if action == FollowUpRequest { companions.to_vec() } else { vec![] },
            "{action:?}"
        );
    }
}

/// « Un groupe peut recevoir des droits spécifiques, qui sont aussi automatiquement d’application aux utilisateurs qui
/// sont classés dans le groupe. »
/// [PO-2]
#[test]
fn po_2_what_a_group_is_given_counts_for_its_members_and_for_nobody_else() {
    let editors = team("editors").holding(Editor).at(LILLE);
    let member = person("a member").in_the_team(&editors);
    member.may(EditRequest, &a_request_at(LILLE));
    member.may_not(EditRequest, &a_request_at(ROUBAIX));
    person("an outsider").may_nothing();
}

/// « Un utilisateur peut être classé dans plusieurs groupes: ses droits sont la somme des droits que connaît chacun de
/// ses groupes. »
/// [PO-2]
#[test]
fn po_2_in_several_groups_one_has_the_sum() {
    let reviewers = team("reviewers").holding(Reviewer).at(NORD);
    let workers = team("workers").holding(TaskResponsible).at(LILLE);
    let both = person("in both").in_the_team(&reviewers).in_the_team(&workers);
    let sum = |node| {
        let of = |team| person("in one").in_the_team(team).actor().permissions_at(node);
        of(&reviewers).union(of(&workers))
    };
    for node in EVERYWHERE {
        assert_eq!(both.actor().permissions_at(node), sum(node), "{node:?}");
    }
    both.may(BeAssigned, LILLE);
    both.may(RemarkOnRequest, &a_request_at(ROUBAIX));
    both.may_not(BeAssigned, ROUBAIX);
}

/// « Dans une configuration standard de Planop, les rôles suivants sont présents: »
/// « Editeur: peut examiner et modifier la version de travail (il s’agit des informations actuelles); »
/// [PO-3]
#[test]
fn po_3_an_editor_sees_and_changes_the_working_version() {
    let editor = person("an editor").holding(Editor).at(LILLE);
    editor.may([ViewRequest, ViewWorking], &a_request_at(LILLE));
    editor.may(CHANGES, &a_request_at(LILLE));
    editor.does_not_see(&a_request_at(ROUBAIX).published());
}

/// « Réviseur: peut examiner la version de travail, formuler des remarques, mais rien modifier; »
/// [PO-3]
#[test]
fn po_3_a_reviewer_sees_the_working_version_remarks_and_changes_nothing() {
    let reviewer = person("a reviewer").holding(Reviewer).at(LILLE);
    reviewer.may([ViewRequest, ViewWorking, RemarkOnRequest], &a_request_at(LILLE));
    reviewer.may_not(CHANGES, &a_request_at(LILLE).of(&reviewer).assigned_to(&reviewer).published());
    reviewer.may_not(CreateRequest, LILLE);
}

/// « Visiteur: ne peut pas examiner la version de travail, uniquement les informations publiées; »
/// [PO-3]
#[test]
fn po_3_a_visitor_sees_what_is_published_and_never_the_working_version() {
    let visitor = person("a visitor").holding(Visitor).at(LILLE);
    let published = a_request_at(LILLE).published();
    visitor.may_only(ViewRequest, &published);
    visitor.does_not_see(&a_request_at(LILLE));
    let thread = *visitor.actor().comments(&published.0).filter();
    assert!(thread.request.is_some() && !thread.working, "public comments, no internal remark");
}

/// « Responsable de tâche: personne à laquelle des tâches peuvent être attribuées. »
/// « Le dernier groupe permet de déterminer à qui des actions peuvent être attribuées. »
/// [PO-3]
#[test]
fn po_3_a_task_responsible_is_offered_as_assignee_and_works_on_what_is_theirs() {
    let worker = person("a worker").holding(TaskResponsible).at(LILLE);
    worker.may(BeAssigned, LILLE);
    worker.may_not(BeAssigned, ROUBAIX);
    worker.may([ViewWorking, ChangeRequestStatus, LogTime], &a_request_at(LILLE).assigned_to(&worker));
    worker.does_not_see(&a_request_at(LILLE).published());
    for role in [Editor, Reviewer, Visitor] {
        person("somebody").holding(role).at_the_top().may_not(BeAssigned, LILLE);
    }
}

/// « Les trois premiers correspondent aux niveaux de droits discutés dans l’introduction. »
/// [PO-3]
#[test]
fn po_3_editor_reviewer_and_visitor_are_three_steps_of_what_may_be_seen_and_changed() {
    let [visitor, reviewer, editor] =
        [Visitor, Reviewer, Editor].map(|role| person("somebody").holding(role).at(LILLE));
    for request in [a_request_at(LILLE), a_request_at(LILLE).published()] {
        let [least, more, most] =
            [&visitor, &reviewer, &editor].map(|one| one.actor().allowed_on(&request.0));
        assert!(more.covers(least) && most.covers(more) && most != more && more != least);
    }
}

/// « Un aperçu détaillé des diverses autorisations dans Planop se trouve dans Liste des autorisations. »
/// [PO-4]
#[test]
fn po_4_every_permission_has_a_sentence_and_a_word_of_its_own_in_the_list() {
    for (at, one) in Action::ALL.iter().enumerate() {
        assert!(one.meaning().len() > 15 && one.meaning().ends_with('.'), "{one:?}");
        for other in &Action::ALL[..at] {
            assert!(one.meaning() != other.meaning() && one.word() != other.word(), "{one:?}, {other:?}");
        }
    }
}

/// « Les utilisateurs et les groupes peuvent être adaptés via la Gestion des utilisateurs. »
/// [PO-5] [PO-10]
#[test]
fn po_5_po_10_user_management_changes_users_and_groups() {
    user_manager().may(USER_MANAGEMENT, TOP);
    user_manager().may_change(&person("somebody"));
    assert_eq!(user_manager().tries::<acts::ManageTeams>(team_with(vec![])), Ok(()));
}

/// « La Gestion des utilisateurs est en principe uniquement accessible au gestionnaire de Planop (mais vu qu’il s’agit
/// d’une autorisation séparée, cette autorisation peut aussi être attribuée à d’autres personnes). »
/// [PO-5]
#[test]
fn po_5_user_management_is_the_administrators_but_can_be_given_to_others() {
    administrator().may(USER_MANAGEMENT, TOP);
    for role in [Editor, Reviewer, Visitor, TaskResponsible] {
        person("somebody").holding(role).at_the_top().may_not(USER_MANAGEMENT, TOP);
    }
    administrator().may_give(all(&USER_MANAGEMENT), TOP);
    user_manager().may_not(ChangeSettings, TOP);
    user_manager().does_not_see(&a_request_at(LILLE));
    // Else the right to manage users would be every right there is.
    user_manager().may_not_change(&person("an editor").holding(Editor).at(LILLE));
    user_manager().may_not_give(Editor, LILLE);
}

/// « Dans la liste des utilisateurs, on voit les noms de tous les utilisateurs. »
/// [PO-5] [PO-6]
#[test]
fn po_5_po_6_who_manages_users_sees_all_of_them_and_others_see_none() {
    let of_nord = person("of Nord").holding(all(&USER_MANAGEMENT)).at(NORD);
    for node in EVERYWHERE {
        assert!(user_manager().sees_the_people_of(node));
        assert!(!person("an editor").holding(Editor).at_the_top().sees_the_people_of(node));
    }
    assert!(of_nord.sees_the_people_of(LILLE) && !of_nord.sees_the_people_of(NICE));
}

/// « les autorisations spécifiques complémentaires à celles qui lui sont attribuées via les groupes »
/// [PO-2] [PO-6]
#[test]
fn po_2_po_6_single_permissions_add_to_those_of_the_groups() {
    let reviewers = team("reviewers").holding(Reviewer).at(LILLE);
    let plain = person("somebody").in_the_team(&reviewers);
    let extra = plain.clone().and(AssignRequest).at(LILLE);
    plain.may_not(AssignRequest, &a_request_at(LILLE));
    extra.may([ViewWorking, RemarkOnRequest, AssignRequest], &a_request_at(LILLE));
}

/// « un champ de statut si l’utilisateur est encore actif »
/// « une indication si l’utilisateur est gestionnaire de Planop. »
/// « Via l’écran de modification, on peut modifier ces champs. »
/// [PO-6]
#[test]
fn po_6_active_or_not_administrator_or_not_is_told_and_changed_by_who_manages_users() {
    let left = person("left").whose(Standing { active: false, ..Standing::FINE });
    assert_eq!(left.actor().gate(), Gate::Inactive);
    assert!(administrator().actor().is_administrator() && !user_manager().actor().is_administrator());
    user_manager().may_change(&left);
    user_manager().may_not_change(&administrator());
    person("an editor").holding(Editor).at_the_top().may_not_change(&left);
}

/// « Les utilisateurs qui ont été désactivés, ne peuvent plus se connecter. »
/// [PO-7]
#[test]
fn po_7_who_is_deactivated_is_out_with_whatever_they_were_given() {
    let inactive = Standing { active: false, ..Standing::FINE };
    administrator().whose(inactive).is_kept_out_as(Gate::Inactive);
    administrator().is_let_in();
}

/// « Via l’écran Modifier le mot de passe on peut régler le mot de passe pour un utilisateur. »
/// [PO-8]
#[test]
fn po_8_who_manages_users_sets_the_password_of_those_who_have_no_more_than_they() {
    let visitor = person("a visitor").holding(Visitor).at(LILLE);
    person("manager").holding(Manager).at_the_top().may_change(&visitor);
    user_manager().may_not_change(&visitor);
    visitor.may_not_change(&person("nobody"));
}

/// « Via le bouton en haut de la liste des utilisateurs, on peut ajouter un utilisateur. »
/// [PO-9]
#[test]
fn po_9_adding_a_user_takes_the_permission_to() {
    user_manager().may(CreateUser, TOP);
    person("a reader").holding(ViewUsers).at_the_top().may_not(CreateUser, TOP);
}

/// « Dans la liste des groupes, on voit les groupes que l’on peut utiliser pour attribuer des droits aux
/// utilisateurs. »
/// « Pour chaque groupe, on peut régler les autorisations nécessaires. »
/// « On peut aussi simplement voir quels utilisateurs sont membres du groupe. »
/// [PO-10]
#[test]
fn po_10_the_groups_are_seen_and_their_permissions_set_by_who_manages_them() {
    let editing = Right::of(Editor.permissions(), LILLE);
    let manager = person("manager").holding(Manager).at(NORD);
    assert!(manager.sees_the_teams_of(LILLE) && manager.sees_the_people_of(LILLE));
    assert!(!manager.sees_the_teams_of(NICE));
    let living_in_nord = |rights| TeamChange { home: NORD, ..team_with(rights) };
    assert_eq!(manager.tries::<acts::ManageTeams>(living_in_nord(vec![editing])), Ok(()));
    let in_nice = Right::of(Editor.permissions(), NICE);
    assert!(manager.tries::<acts::ManageTeams>(living_in_nord(vec![in_nice])).is_err());
    let editor = person("an editor").holding(Editor).at_the_top();
    assert!(!editor.sees_the_teams_of(LILLE));
    assert!(editor.tries::<acts::ManageTeams>(living_in_nord(vec![])).is_err());
}

fn team_with(rights: Vec<Right>) -> TeamChange {
    TeamChange { given: rights, ..TeamChange::at(TOP) }
}

pub const ELSEWHERE: &[Elsewhere] = &[
    Elsewhere {
        sentences: &["Pour pouvoir utiliser Planop, chaque utilisateur doit être connu dans Planop."],
        rows: "[PO-1]",
        why: "the engine is never asked about somebody unknown: the server makes no actor without credentials",
    },
    Elsewhere {
        sentences: &["C’est pourquoi l’utilisateur doit d’abord se connecter."],
        rows: "[PO-1]",
        why: "logging in comes before the engine",
    },
    Elsewhere {
        sentences: &[
            "On ne peut pas éliminer un utilisateur, seulement le désactiver.",
            "Cela vient du fait que Planop conserve en arrière plan certaines informations, liées à \
             l’utilisateur.",
        ],
        rows: "[PO-7] [CT-9]",
        why: "what the database keeps; the engine's part, that a deactivated user may nothing, is shown",
    },
    Elsewhere {
        sentences: &[
            "Il n’est pas possible de demander le mot de passe d’un utilisateur parce que ce n’est pas \
             sauvegardé dans Planop sous une forme lisible.",
        ],
        rows: "[PO-8]",
        why: "the engine knows no passwords",
    },
];
