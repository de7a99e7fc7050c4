//! The contacts application: tags as access control, terms of use.

use authz::{Gate, Refused, Right, Standing, acts};
use chrono::Duration;

use super::{Elsewhere, words::*};

const ADMINISTRATION: [Action; 5] = [CreateUser, ChangeUser, GrantRights, ManageTags, ChangeSettings];

fn reader() -> Holder {
    person("a reader").holding(ReadOnly).at_the_top()
}

fn writer() -> Holder {
    person("a writer").holding(ReadWrite).at_the_top()
}

fn administrator() -> Holder {
    person("an admin").holding(Administrator).at_the_top()
}

/// « L'administration de l'application ne peut être réalisée que par un cercle restreint d'utilisateurs. »
/// « Les opérations d'administration sont la création et l'édition des utilisateurs de l'application, la gestion des
/// droits, la création et l'édition des étiquettes et des catégories d'étiquettes ainsi que la création et l' édition
/// des Conditions Générales d'Utilisation de l'application. »
/// [CT-4] [CT-7]
#[test]
fn ct_4_ct_7_administration_is_for_administrators() {
    administrator().may(ADMINISTRATION, TOP);
    for somebody in [reader(), writer()] {
        somebody.may_not(ADMINISTRATION, TOP);
        assert!(somebody.tries::<acts::ManageTags>(TOP).is_err());
        assert!(somebody.tries::<acts::ChangeSettings>(()).is_err(), "the text of the terms is a setting");
    }
}

/// « Si vous ne voyez pas d'élément * Administration* dans le menu, c'est très probablement que vous n'avez pas les
/// droits suffisants. »
/// [CT-4]
#[test]
fn ct_4_what_the_menu_shows_is_what_is_allowed_somewhere() {
    let offered = |who: &Holder| who.actor().allowed_anywhere();
    for action in ADMINISTRATION {
        assert!(offered(&administrator()).contains(action));
        assert!(!offered(&reader()).contains(action) && !offered(&writer()).contains(action), "{action:?}");
    }
}

/// « Un contact peut être lié à zéro, une ou plusieurs étiquettes. »
/// « Les étiquettes servent également de support pour la gestion des droits. »
/// [CT-1] [CT-3]
#[test]
fn ct_1_ct_3_any_one_of_a_records_tags_opens_it() {
    let roofer = reader().linked_to_see(ROOFING, TOP);
    roofer.does_not_see(&a_request_at(LILLE));
    roofer.does_not_see(&a_request_at(LILLE).tagged(HEATING));
    roofer.sees(&a_request_at(LILLE).tagged(ROOFING));
    roofer.sees(&a_request_at(LILLE).tagged(HEATING).tagged(ROOFING));
}

/// « Les étiquettes sont créées et éditées dans un formulaire dédié. »
/// « Les catégories d'étiquettes sont créées et éditées dans un formulaire dédié. »
/// « Pour autant cette fonctionnalité laisse la responsabilité de la bonne organisation des informations gérées par
/// l'application aux administrateurs. »
/// [CT-1] [CT-4]
#[test]
fn ct_1_ct_4_tags_and_categories_are_the_administrators() {
    assert_eq!(administrator().tries::<acts::ManageTags>(TOP), Ok(()));
    assert!(writer().tries::<acts::ManageTags>(TOP).is_err());
}

/// « Le texte des conditions générales d'utilisation (CGU) est affiché lors de la première utilisation de l'
/// application par un utilisateur. »
/// « Elles doivent être acceptées par l'utilisateur pour que celui-ci puisse continuer à utiliser l'application. »
/// « En cas de création d'une nouvelle version des CGU, tous les utilisateurs de l'application, lors de leur prochaine
/// connexion à l'application, devront signer les nouvelles CGU. »
/// [CT-7]
#[test]
fn ct_7_until_the_terms_are_accepted_there_is_nothing_but_the_terms() {
    for somebody in [writer(), administrator(), super_administrator("the first")] {
        let super_administrator = somebody.subject.standing.super_administrator;
        let accepted = Standing { super_administrator, ..Standing::FINE };
        let waiting = somebody.clone().whose(Standing { terms_pending: true, ..accepted });
        assert_eq!(waiting.actor().gate(), Gate::Terms);
        assert!(waiting.actor().gate().lets_in(), "else nobody could accept them");
        waiting.may_nothing();
        let own = waiting.user();
        assert_eq!(waiting.tries::<acts::ChangeOwnAccount>(own), Err(Refused::NotYours));
        waiting.whose(accepted).sees(&a_request_at(LILLE).of(&somebody));
    }
}

/// « L'interface d'administration laisse la possibilité de corriger le texte des CGU (correction d'une faute
/// d'orthographe, par exemple) ou bien de saisir une nouvelle version des CGU. »
/// [CT-7]
#[test]
fn ct_7_only_administrators_write_the_terms() {
    assert_eq!(administrator().tries::<acts::ChangeSettings>(()), Ok(()));
    let manager = person("a manager").holding(Manager).at_the_top();
    assert_eq!(manager.tries::<acts::ChangeSettings>(()), Err(Refused::Lacks(ChangeSettings)));
}

/// « La liste des utilisateurs s'affiche lorsque l'on arrive dans la partie Administration de l'application. »
/// « L'ajout d'un nouvel utilisateur se fait via un formulaire accessible en cliquant sur l'icône située dans la barre
/// d'application. »
/// [CT-4]
#[test]
fn ct_4_administrators_see_the_users_and_add_to_them_and_others_do_neither() {
    assert!(administrator().sees_the_people_of(TOP));
    administrator().may([ViewUsers, CreateUser], TOP);
    writer().may_not([ViewUsers, CreateUser], TOP);
    assert!(!writer().sees_the_people_of(TOP) && !writer().sees_the_people_of(LILLE));
}

/// « Pour définir un mot de passe pour cet utilisateur, il faut l'éditer, puis ouvrir le panneau des Actions spéciales
/// et cliquer sur le bouton Définir. »
/// [CT-8]
#[test]
fn ct_8_the_special_actions_are_for_who_may_change_the_user() {
    administrator().may_change(&writer());
    writer().may_not_change(&reader());
}

/// « Dès la création d'un utilisateur, on peut définir une date de fin de validité du compte. »
/// [CT-8]
#[test]
fn ct_8_an_account_is_good_until_its_end_date_and_not_a_moment_longer() {
    let end = in_days(30);
    let temporary = writer().whose(Standing { ends_at: Some(end), ..Standing::FINE });
    temporary.sees(&a_request_at(LILLE).of(&temporary));
    temporary.clone().at_the_moment(end - Duration::microseconds(1)).is_let_in();
    temporary.clone().at_the_moment(end).is_kept_out_as(Gate::Ended);
    assert_eq!(temporary.actor().valid_until(), Some(end), "and the server looks again then");
}

/// « Il est également possible d'invalider temporairement un compte. »
/// [CT-8]
#[test]
fn ct_8_a_suspended_account_is_out_for_a_while_and_then_as_before() {
    let end = in_days(7);
    let suspended = writer().whose(Standing { suspended_until: Some(end), ..Standing::FINE });
    suspended.is_kept_out_as(Gate::Suspended);
    let back = suspended.at_the_moment(end);
    back.is_let_in();
    back.may([ViewRequest, EditRequest], &a_request_at(LILLE).of(&back));
}

/// « La suppression d'un utilisateur n'induit pas la suppression des fiches contact lui appartenant. »
/// « Si l'utilisateur à supprimer possède des fiches contact, l'application le repère et demande à l'administrateur à
/// quel autre utilisateur il faut affecter la propriété des fiches contact avant la suppression de l'utilisateur. »
/// [CT-9] [CT-2]
#[test]
fn ct_9_ct_2_who_takes_a_record_over_owns_it_and_who_had_it_no_longer_does() {
    let heir = person("an heir").holding(ReadWrite).at_the_top();
    let theirs = a_request_at(LILLE).of(&writer());
    writer().may(EditRequest, &theirs);
    heir.does_not_see(&theirs);
    let taken_over = theirs.of(&heir);
    heir.may([ViewRequest, EditRequest], &taken_over);
    writer().does_not_see(&taken_over);
}

/// « Pour permettre à chaque utilisateur de l'application de garder confidentielles les données qu'il saisit
/// l'application est régi par un système d'autorisations et de gestion des droits. »
/// « Par défaut un utilisateur ne peut voir que les données qu'il a saisies. »
/// « On dit alors qu'il est propriétaire des fiches contact. »
/// [CT-2]
#[test]
fn ct_2_by_default_one_sees_what_is_ones_own_and_nothing_else() {
    for somebody in [reader(), writer()] {
        somebody.sees(&a_request_at(LILLE).of(&somebody));
        somebody.does_not_see(&a_request_at(LILLE));
        somebody.does_not_see(&a_request_at(LILLE).published());
        somebody.does_not_see(&a_request_at(LILLE).tagged(ROOFING));
    }
    reader().does_not_see(&a_request_at(LILLE).of(&writer()));
}

/// « Cependant, les administrateurs de l'application peuvent permettre à un utilisateur de visualiser et
/// éventuellement de modifier des données dont il n'est pas propriétaire. »
/// « Ceci se fait par l'utilisation des étiquettes : l'administrateur peut lier des étiquettes à un utilisateur et dès
/// lors, ce dernier pourra visualiser toutes les fiches contacts qui portent ces mêmes étiquettes. »
/// [CT-3]
#[test]
fn ct_3_a_linked_tag_shows_every_record_that_bears_it_and_edits_where_the_link_says_so() {
    let roofs = a_request_at(LILLE).of(&writer()).tagged(ROOFING);
    reader().does_not_see(&roofs);
    reader().linked_to_see(ROOFING, TOP).may_only(ViewRequest, &roofs);
    reader().linked_to_edit(ROOFING, TOP).may_only([ViewRequest, EditRequest], &roofs);
    let in_nord = reader().linked_to_edit(ROOFING, NORD);
    in_nord.may(EditRequest, &a_request_at(ROUBAIX).tagged(ROOFING));
    in_nord.does_not_see(&a_request_at(NICE).tagged(ROOFING));
}

/// « La liaison d'un utilisateur à des étiquettes se fait dans le formulaire d'édition d'un utilisateur. »
/// [CT-3]
#[test]
fn ct_3_linking_takes_the_right_to_give_and_what_the_link_opens() {
    let manager = person("a manager").holding(Manager).at(NORD);
    let giver = person("a giver").holding(all(&[GrantRights, ViewRequest])).at_the_top();
    let link = |edit, node| acts::Giving {
        before: None,
        after: Some(Right::from(&crate::world::link(ROOFING, edit, node))),
        concerns_administrator: false,
    };
    assert_eq!(administrator().tries::<acts::GrantRights>(link(true, TOP)), Ok(()));
    assert_eq!(manager.tries::<acts::GrantRights>(link(true, NORD)), Ok(()));
    assert!(manager.tries::<acts::GrantRights>(link(false, SUD)).is_err(), "not in another group");
    assert_eq!(giver.tries::<acts::GrantRights>(link(false, TOP)), Ok(()));
    assert!(giver.tries::<acts::GrantRights>(link(true, TOP)).is_err(), "who cannot edit opens no editing");
    assert!(writer().tries::<acts::GrantRights>(link(false, TOP)).is_err());
}

/// « Le rôle d'un utilisateur définit quelles actions il peut réaliser au sein de l'application. »
/// « RO (read only) Lecture des fiches contact »
/// « RW (read write) Les autorisation de RO + création / édition de fiches contact »
/// [CT-4]
#[test]
fn ct_4_read_only_reads_and_read_write_also_enters_and_edits() {
    reader().may_only(ViewRequest, &a_request_at(LILLE).of(&reader()));
    reader().may_not(CreateRequest, LILLE);
    writer().may_only([ViewRequest, EditRequest], &a_request_at(LILLE).of(&writer()));
    writer().may(CreateRequest, LILLE);
    for node in EVERYWHERE {
        assert!(writer().actor().permissions_at(node).covers(reader().actor().permissions_at(node)));
    }
}

/// « AdminLes autorisation de RW + création / édition d'utilisateurs + gestion des étiquettes et des catégories
/// d'étiquettes »
/// [CT-4]
#[test]
fn ct_4_admin_has_what_read_write_has_and_manages_users_and_tags() {
    administrator().may([CreateUser, ChangeUser, ManageTags], TOP);
    administrator().may([CreateRequest, ManageTags], LILLE);
    administrator().may([ViewRequest, EditRequest], &a_request_at(LILLE).of(&writer()));
    writer().may_not([CreateUser, ChangeUser, ManageTags], TOP);
}

/// « Il existe un rôle supplémentaire de super administrateur. »
/// « L'utilisateur ayant ce rôle ne peut pas être effacé de l'application ce qui permet de pouvoir conserver la
/// possibilité d'accéder à l'application en toute circonstance. »
/// [CT-5]
#[test]
fn ct_5_a_super_administrator_cannot_be_locked_out_nor_undone_but_by_another_and_never_the_last() {
    let first = super_administrator("the first");
    let second = super_administrator("the second");
    let closed = Standing { active: false, ends_at: Some(in_days(-1)), ..first.subject.standing };
    let attacked = first.clone().whose(closed);
    attacked.is_let_in();
    attacked.may([EditRequest, DeleteRequest], &a_request_at(NICE));
    assert_eq!(administrator().changes(&first), Err(Refused::SuperAdministratorsOnly));
    let ends = |who: &Holder, of: &Holder, others| who.actor().may_end_super_administrator(of.user(), others);
    assert_eq!(ends(&administrator(), &first, 1), Err(Refused::SuperAdministratorsOnly));
    assert_eq!(ends(&first, &first, 1), Err(Refused::SuperAdministratorsOnly));
    assert_eq!(ends(&second, &first, 1), Ok(()));
    assert_eq!(ends(&second, &first, 0), Err(Refused::LastSuperAdministrator));
}

/// « Enfin, une autorisation spéciale de modification des informations de suivi d'un contact peut être donnée à un
/// utilisateur dont le rôle est RO. »
/// [CT-6]
#[test]
fn ct_6_the_special_permission_lets_a_reader_keep_the_follow_up_of_what_they_see() {
    let special = reader().linked_to_see(ROOFING, TOP).and(FollowUpRequest).at_the_top();
    let follow_up = [FollowUpRequest, ViewWorking, RemarkOnRequest, ChangeRequestStatus];
    for seen in [a_request_at(LILLE).tagged(ROOFING), a_request_at(LILLE).of(&special)] {
        special.may(follow_up, &seen);
        special.may_not([EditRequest, AssignRequest, TagRequest, DeleteRequest], &seen);
        reader().linked_to_see(ROOFING, TOP).may_not(follow_up, &seen);
    }
    special.does_not_see(&a_request_at(LILLE));
}

/// « Lorsque qu'un nouvel utilisateur est créé, il se voit affecter un rôle. »
/// « Ce choix du rôle revient à l'administrateur de l'application. »
/// « Le rôle d'un utilisateur peut être modifié par la suite via le formulaire d'édition d'un utilisateur. »
/// [CT-4]
#[test]
fn ct_4_an_administrator_gives_each_role_and_a_reader_or_writer_none() {
    for role in [ReadOnly, ReadWrite, Administrator] {
        administrator().may_give(role, TOP);
        writer().may_not_give(role, TOP);
    }
    let promoted = reader().becoming(&person("a reader").holding(ReadWrite).at_the_top());
    assert!(promoted.shifts.iter().all(|shift| shift.lost.is_empty()) && promoted.shifts.len() == 1);
    assert!(promoted.shifts[0].gained.contains(EditRequest, Own));
}

pub const ELSEWHERE: &[Elsewhere] = &[
    Elsewhere {
        sentences: &["Par défaut l'utilisateur nouvellement créé n'a pas de mot de passe et ne peut pas se \
             connecter."],
        rows: "[CT-8]",
        why: "the engine knows no passwords",
    },
    Elsewhere {
        sentences: &["Il faut alors vous rapprocher des administrateurs."],
        rows: "[CT-4]",
        why: "advice to people; that administrators give roles is shown",
    },
    Elsewhere {
        sentences: &[
            "Chaque fiche contact est liée à un utilisateur (notion de propriété d'une fiche contact).",
            "Il n'est pas possible de laisser une fiche contact sans utilisateur propriétaire.",
        ],
        rows: "[CT-9]",
        why: "a request without an owner cannot be said: the engine's facts hold one, the database wants one",
    },
    Elsewhere {
        sentences: &["Les étiquettes permettent de classer les contacts selon plusieurs axes."],
        rows: "[CT-1]",
        why: "display; who may make tags and what they open is shown",
    },
];
