//! ProPlanner: the pyramid. A fleet is a site here, the manager of a fleet a Manager.

use authz::{Gate, Nearly, On, Permissions, Refused, RoleChange, Standing, acts};

use super::{Elsewhere, words::*};

fn manager_at(node: Node) -> Holder {
    person("a manager").holding(Manager).at(node)
}

fn basic_user() -> Holder {
    person("a basic user").holding(BasicUser).at_the_top()
}

/// The role Basic user with more in it, as a change of the role where it is held.
fn basic_user_with(more: &[Action], held_at: &[Node]) -> RoleChange {
    let before = BasicUser.permissions();
    let held_at = held_at.to_vec();
    RoleChange { fixed: false, home: TOP, before, after: before.with(more, Any), held_at }
}

/// « Avant de pouvoir créer un utilisateur, il est nécessaire que vous disposiez du droit de gérer les utilisateurs. »
/// « Si vous avez le rôle de 'gestionnaire de flotte' au niveau général ou du groupe d'entreprises dans ProPlanner,
/// vous avez généralement la compétence pour enregistrer un utilisateur. »
/// [PP-1]
#[test]
fn pp_1_a_manager_at_the_top_or_of_a_company_group_creates_users() {
    manager_at(TOP).may(CreateUser, TOP);
    manager_at(NORD).may(CreateUser, NORD);
    person("somebody").holding(CreateUser).at(NORD).may_only(CreateUser, NORD);
    let without = person("a manager").holding(Manager).switched_off(CreateUser).at_the_top();
    without.may_not(CreateUser, TOP);
    basic_user().may_not(CreateUser, TOP);
}

/// « Si vous ne disposez pas de ce droit ou si vous n'êtes gestionnaire de flotte qu'au niveau de la flotte, il n'est
/// pas possible de créer un utilisateur. »
/// [PP-1]
#[test]
fn pp_1_a_manager_of_a_site_only_creates_no_users_and_is_told_why() {
    let manager = manager_at(LILLE);
    for node in EVERYWHERE {
        manager.may_not(CreateUser, node);
    }
    manager.may(ManageTags, LILLE);
    assert!(matches!(manager.nearly(CreateUser, On::Node(LILLE))[..], [Nearly::TooLow(_)]));
}

/// « Dans ce cas, contactez votre/vos gestionnaire(s) de flotte. »
/// « Ils peuvent créer un utilisateur pour vous ou vous accorder le droit nécessaire. »
/// [PP-1]
#[test]
fn pp_1_who_manages_creates_users_or_gives_the_right_to() {
    manager_at(NORD).may_give(CreateUser, NORD);
    manager_at(NORD).may_not_give(CreateUser, TOP);
    manager_at(NORD).may_not_give(CreateUser, SUD);
    manager_at(LILLE).may_not_give(CreateUser, NORD);
}

/// « Cette adresse électronique peut être modifiée à tout moment. »
/// « L’utilisateur peut modifier cette langue à tout moment. »
/// « L’utilisateur peut saisir ici sa signature. »
/// [PP-2] [PP-3]
#[test]
fn pp_2_pp_3_ones_own_account_is_ones_own_and_others_change_it_by_managing_users() {
    let somebody = basic_user();
    assert_eq!(somebody.tries::<acts::ChangeOwnAccount>(somebody.user()), Ok(()));
    let other = person("another");
    assert_eq!(somebody.tries::<acts::ChangeOwnAccount>(other.user()), Err(Refused::NotYours));
    manager_at(TOP).may_change(&somebody);
    somebody.may_not_change(&other);
}

/// « Il est possible de désactiver à tout moment un utilisateur existant via l’option « actif », retirant ainsi à cet
/// utilisateur l’accès à ProPlanner. »
/// [PP-2] [PO-7]
#[test]
fn pp_2_po_7_deactivating_takes_all_access_and_activating_gives_it_back() {
    let inactive = Standing { active: false, ..Standing::FINE };
    manager_at(TOP).whose(inactive).is_kept_out_as(Gate::Inactive);
    manager_at(TOP).whose(inactive).whose(Standing::FINE).may(CreateUser, TOP);
}

/// « La répartition des droits dans ProPlanner suit le modèle d’une pyramide, où une structure hiérarchique est
/// utilisée pour attribuer les droits sur différents niveaux. »
/// « Au sommet de cette structure se trouvent les droits les plus globaux et étendus. »
/// « Aux niveaux sous-jacents, ces droits diminuent au fur et à mesure que l'on descend vers des niveaux de plus en
/// plus spécifiques. »
/// « À chaque étape descendante de la pyramide, le nombre d’utilisateurs possédant des droits attribués augmente, bien
/// que ces droits soient plus limités par rapport aux niveaux supérieurs. »
/// « Cela crée une large base à la base de la pyramide, caractéristique du plus grand groupe d’utilisateurs dotés de
/// droits spécifiques mais plus restreints. »
/// [PP-4]
#[test]
fn pp_4_the_same_role_opens_less_the_lower_it_is_given() {
    let opened = |node| manager_at(node).actor().allowed_at(node);
    assert!(opened(TOP).covers(opened(NORD)) && opened(TOP) != opened(NORD));
    assert!(opened(NORD).covers(opened(LILLE)) && opened(NORD) != opened(LILLE));
    let lost = |above, below| opened(above).minus(opened(below)).iter().collect::<Vec<_>>();
    assert_eq!(lost(TOP, NORD), [ManageRoles, ViewAudit]);
    assert_eq!(lost(NORD, LILLE), [CreateUser, ChangeUser, ReadPermissionReport]);
}

/// « SOMMET : Niveau d’instance (Autorisés à gérer tous les paramètres généraux couvrant les groupes d’entreprises et
/// les flottes associées) »
/// « MOYEN : Niveau groupe d’entreprises (Gestion d’un ou plusieurs groupe(s) d’entreprises et de toutes les flottes
/// incluses dans ces groupes pour lesquels des droits ont été accordés) »
/// « BASE : Niveau flotte (gestion d’une ou de plusieurs flottes au sein d’un ou de plusieurs groupes d’entreprises
/// pour lesquels les droits ont été accordés. »
/// [PP-4]
#[test]
fn pp_4_each_level_manages_what_is_at_and_below_it() {
    let manages = |who: &Holder, nodes: &[Node]| {
        for node in EVERYWHERE {
            assert_eq!(who.actor().may_at(ManageSites, node), nodes.contains(&node), "{node:?}");
        }
    };
    manages(&manager_at(TOP), &EVERYWHERE);
    manages(&manager_at(NORD), &[NORD, LILLE, ROUBAIX]);
    manages(&manager_at(LILLE).and(Manager).at(NICE), &[LILLE, NICE]);
    person("an admin").holding(Administrator).at_the_top().may(ChangeSettings, TOP);
    manager_at(NORD).may_not(ChangeSettings, NORD);
}

/// « Maintenant que vous comprenez que notre système est basé sur une structure pyramidale, vous pouvez attribuer des
/// droits à différents niveaux. »
/// « ProPlanner propose par défaut deux groupes de droits fréquemment utilisés, que nous appelons des « rôles ». »
/// « Un rôle représente un ensemble groupé de droits. »
/// « Dans ce cas précis, il s’agit des rôles de gestionnaire de flotte et de utilisateur de base. »
/// [PP-5] [PP-4]
#[test]
fn pp_5_pp_4_manager_and_basic_user_are_sets_of_rights_given_at_any_level() {
    for (role, level) in [(Manager, TOP), (Manager, NORD), (BasicUser, TOP), (BasicUser, LILLE)] {
        let held = person("somebody").holding(role).at(level).actor().permissions_at(level);
        assert_eq!(held, role.permissions().cut(level.level()), "{role:?}");
    }
    basic_user().may_only(
        [ViewRequest, CommentOnRequest, CancelRequest, ReopenRequest],
        &a_request_at(NICE).of(&basic_user()),
    );
}

/// « Ce niveau concerne principalement les paramètres généraux, comme la consultation de l’historique des
/// modifications et la gestion des rôles. »
/// « En tant que gestionnaire de flotte/administrateur, l’utilisateur a le pouvoir de modifier ces paramètres
/// généraux. »
/// « Les utilisateurs de base ne disposent pas de ces droits. »
/// [PP-12] [PP-5]
#[test]
fn pp_12_pp_5_history_and_roles_belong_to_the_instance_and_to_managers_there() {
    manager_at(TOP).may([ViewAudit, ManageRoles], TOP);
    assert_eq!(manager_at(TOP).tries::<acts::ManageRoles>(basic_user_with(&[], &[])), Ok(()));
    for below in [NORD, LILLE] {
        manager_at(below).may_not([ViewAudit, ManageRoles], below);
        person("somebody").holding(ViewAudit).at(below).may_nothing();
    }
    for node in EVERYWHERE {
        basic_user().may_not([ViewAudit, ManageRoles], node);
    }
}

/// « Nous recommandons de fournir par défaut à chaque utilisateur le rôle d’utilisateur de base, sauf si l’utilisateur
/// est habilité à effectuer des modifications ayant une influence sur tous les niveaux sous-jacents, ce qui est
/// souvent le cas pour les utilisateurs admin. »
/// « Nous recommandons donc de créer chaque utilisateur comme un utilisateur de base au niveau le plus élevé
/// (c'est-à-dire rôle général) puis d’étendre ses droits selon le besoin au niveau du groupe d’entreprises ou de la
/// flotte. »
/// [PP-6]
#[test]
fn pp_6_basic_at_the_top_and_more_below_is_more_there_only() {
    let extended = basic_user().and(Editor).at(NORD).and(Manager).at(NICE);
    extended.may([EditRequest, AssignRequest], &a_request_at(ROUBAIX));
    extended.may([EditRequest, ViewCosts], &a_request_at(NICE));
    extended.may_not(ViewCosts, &a_request_at(ROUBAIX));
    extended.may_only(CreateRequest, TOP);
    extended.may_only(CreateRequest, SUD);
}

/// « Ce niveau comprend tous les droits possibles au sein d’un groupe d’entreprises. »
/// « Vous avez alors la possibilité d’accorder des droits étendus (gestionnaire de flotte) ou de les limiter aux
/// droits de base (utilisateur de base). »
/// « Vous pouvez indiquer ici, pour chaque groupe d’entreprises, le rôle que l’utilisateur doit avoir au sein de ce
/// groupe. »
/// [PP-6]
#[test]
fn pp_6_each_company_group_has_a_role_of_its_own() {
    let mixed = person("somebody").holding(Manager).at(NORD).and(BasicUser).at(SUD);
    mixed.may([CreateUser, ManageTeams, CreateRequest], NORD);
    mixed.may([EditRequest, AssignRequest], &a_request_at(LILLE));
    mixed.may_only(CreateRequest, SUD);
    mixed.does_not_see(&a_request_at(NICE));
    mixed.may(CancelRequest, &a_request_at(NICE).of(&mixed));
    for role in [Manager, BasicUser] {
        manager_at(NORD).may_give(role, NORD);
        manager_at(NORD).may_not_give(role, SUD);
    }
}

/// « Au niveau le plus détaillé, des droits sont octroyés spécifiquement pour la gestion de la flotte sur laquelle
/// l’utilisateur a des droits. »
/// « Cela comprend notamment la gestion des articles, de la planification, des contrats et des ressources au sein de
/// la flotte. »
/// « Pour les utilisateurs quotidiens, les droits de base sont généralement suffisants. »
/// « Cependant, si l’utilisateur est responsable de la création de ressources, de tags, d’alertes, de documents, de
/// mémos, etc., il est possible d’obtenir les droits élargis d’un gestionnaire de flotte. »
/// [PP-6] [PP-4]
#[test]
fn pp_6_pp_4_at_a_site_basic_rights_ask_for_work_and_managers_run_the_site() {
    let daily = person("a daily user").holding(BasicUser).at(LILLE);
    daily.may_only(CreateRequest, LILLE);
    manager_at(LILLE).may([ManageTags, ManageTeams, BeAssigned, ManageSites], LILLE);
    manager_at(LILLE).may([AssignRequest, EditRequest, LogTime], &a_request_at(LILLE));
    manager_at(LILLE).may_only([], ROUBAIX);
}

/// « Puisque les rôles généraux dans ProPlanner peuvent être modifiés par les gestionnaires de flotte administrateurs,
/// il n’est pas possible de fournir une liste universelle présentant les différences entre ces rôles. »
/// « En plus des rôles gestionnaire de flotte et utilisateur de base, ProPlanner propose des rôles supplémentaires. »
/// « Si vous disposez des droits nécessaires, vous pouvez également créer des rôles supplémentaires. »
/// [PP-5]
#[test]
fn pp_5_managers_at_the_top_change_and_make_roles_within_what_they_have() {
    let changing = |who: &Holder, change| who.tries::<acts::ManageRoles>(change);
    let costs = || basic_user_with(&[ViewCosts], &[TOP, LILLE]);
    assert_eq!(changing(&manager_at(TOP), costs()), Ok(()));
    assert_eq!(changing(&manager_at(NORD), costs()), Err(Refused::Lacks(ManageRoles)));
    assert_eq!(changing(&basic_user(), costs()), Err(Refused::Lacks(ManageRoles)));
    let beyond = changing(&manager_at(TOP), basic_user_with(&[ChangeSettings], &[TOP]));
    assert!(matches!(beyond, Err(Refused::Beyond { .. })));
    let new = RoleChange { before: Permissions::NONE, ..basic_user_with(&[ViewCosts], &[]) };
    assert_eq!(changing(&manager_at(TOP), new), Ok(()));
    assert_eq!(changing(&manager_at(TOP), RoleChange { fixed: true, ..costs() }), Err(Refused::FixedRole));
}

/// « Si vous êtes gestionnaire de flotte au niveau d’une instance ou d’un groupe d’entreprises, vous y trouverez un
/// rapport fournissant une vue d'ensemble claire. »
/// « Cet aperçu se trouve dans le module « rapports » sous « attribution des permissions aux rôles ». »
/// [PP-8]
#[test]
fn pp_8_managers_read_the_report_from_the_company_group_up() {
    manager_at(TOP).may(ReadPermissionReport, TOP);
    manager_at(NORD).may(ReadPermissionReport, NORD);
    for node in EVERYWHERE {
        manager_at(LILLE).may_not(ReadPermissionReport, node);
        basic_user().may_not(ReadPermissionReport, node);
    }
}

/// « Lorsque vous disposez des droits les plus étendus au niveau le plus élevé, ces droits s’appliquent
/// automatiquement aux niveaux inférieurs. »
/// « Ainsi, les droits sont filtrés vers le bas. »
/// [PP-4]
#[test]
fn pp_4_what_is_held_at_the_top_holds_at_every_level_below() {
    let held = |node| manager_at(TOP).actor().permissions_at(node);
    for node in EVERYWHERE {
        assert_eq!(held(node), held(TOP), "{node:?}");
    }
    manager_at(TOP).may([EditRequest, DeleteRequest], &a_request_at(NICE));
}

/// « Il en résulte qu’il est impossible de limiter les droits sur des niveaux inférieurs lorsque l’utilisateur dispose
/// déjà de tous les droits à un niveau supérieur. »
/// « L’extension des droits sur un niveau inférieur est possible, mais la limitation ne l’est pas. »
/// [PP-4]
#[test]
fn pp_4_below_a_right_is_extended_and_never_reduced() {
    let reader = person("a reader").holding(Reviewer).at_the_top();
    let extended = reader.clone().and(Editor).at(LILLE);
    reader.may_not(EditRequest, &a_request_at(LILLE));
    extended.may(EditRequest, &a_request_at(LILLE));
    extended.may_not(EditRequest, &a_request_at(ROUBAIX));
    for less in [Visitor, BasicUser, ReadOnly] {
        assert!(manager_at(TOP).becoming(&manager_at(TOP).and(less).at(LILLE)).is_empty(), "{less:?}");
    }
    let nothing_in_it = manager_at(TOP).and(Manager).switched_off(EditRequest).at(LILLE);
    nothing_in_it.may(EditRequest, &a_request_at(LILLE));
}

/// « Concrètement, cela signifie qu’un utilisateur ne peut jamais voir ses droits diminués sur les niveaux inférieurs :
/// l’Utilisateur A a, en tant que gestionnaire de flotte au niveau le plus haut, la possibilité d’enregistrer de
/// nouveaux utilisateurs, une compétence qui s’étend aux niveaux inférieurs. »
/// « Cela signifie que A, même avec des droits de base au niveau du groupe d’entreprises, conserve la capacité de
/// créer de nouveaux utilisateurs grâce à ses droits globaux. »
/// [PP-7] [PP-4]
#[test]
fn pp_7_pp_4_a_manager_at_the_top_and_basic_in_a_group_still_creates_users_there() {
    let a = person("A").holding(Manager).at_the_top().and(BasicUser).at(NORD);
    for node in EVERYWHERE {
        a.may(CreateUser, node);
    }
}

/// « D’un autre côté, un rôle peut être étendu : si l’utilisateur B a initialement seulement des droits de base au
/// niveau de l’instance et ne peut donc pas créer de nouveaux utilisateurs, mais qu’il obtient ensuite le rôle de
/// gestionnaire de flotte sur un groupe d’entreprises, B pourra alors ajouter de nouveaux utilisateurs, mais
/// uniquement dans les groupes d’entreprises où il détient ce rôle. »
/// [PP-7]
#[test]
fn pp_7_b_basic_at_the_top_creates_users_in_the_groups_where_they_become_manager_and_only_there() {
    let b = person("B").holding(BasicUser).at_the_top();
    for node in EVERYWHERE {
        b.may_not(CreateUser, node);
    }
    let b = b.and(Manager).at(NORD);
    b.may(CreateUser, NORD);
    b.may_not(CreateUser, TOP);
    b.may_not(CreateUser, SUD);
    assert!(b.actor().permissions_at(TOP).covers(BasicUser.permissions()), "what a new user begins with");
    b.and(Manager).at(SUD).may(CreateUser, SUD);
}

/// « Si l’utilisateur doit avoir les droits de gestionnaire de flotte, il est nécessaire d’ajouter tous les groupes
/// d’entreprises pour lesquels cet utilisateur doit avoir des droits (cf. point 2) avec le rôle « gestionnaire de
/// flotte » »
/// « Vous pouvez définir ici pour les flottes sous-jacentes si les droits accordés au niveau du groupe d’entreprises
/// doivent être étendus à une ou plusieurs flottes. »
/// [PP-6]
#[test]
fn pp_6_a_manager_is_one_in_each_group_named_and_single_sites_extend_what_the_group_gives() {
    let named = basic_user().and(Manager).at(NORD).and(Manager).at(SUD);
    for node in [NORD, LILLE, ROUBAIX, SUD, NICE] {
        named.may(ManageSites, node);
    }
    named.may_not(ManageSites, TOP);
    let extended = person("somebody").holding(Reviewer).at(NORD).and(Editor).at(LILLE);
    extended.may(EditRequest, &a_request_at(LILLE));
    extended.may_not(EditRequest, &a_request_at(ROUBAIX));
    extended.sees(&a_request_at(ROUBAIX));
}

/// « Si vous souhaitez classer les flottes sur la planification selon vos préférences, il est conseillé d’ajouter
/// toutes les flottes au niveau de la flotte, même si vous détenez des droits de gestionnaire sur un niveau
/// supérieur. »
/// [PP-9] [PP-4]
#[test]
fn pp_9_pp_4_naming_sites_beside_a_role_held_above_changes_no_right() {
    let named = manager_at(TOP).and(Manager).at(LILLE).and(Manager).at(NICE);
    assert!(manager_at(TOP).becoming(&named).is_empty());
}

/// « Après avoir configuré les rôles aux niveaux souhaités, la personne qui a créé l’utilisateur, ou l’utilisateur
/// lui-même, a la possibilité d’ajuster les préférences. »
/// [PP-9]
#[test]
fn pp_9_preferences_are_set_by_oneself_or_by_who_manages_the_account() {
    let creator = basic_user().and(Manager).at(NORD);
    let created = person("created").holding(BasicUser).at_the_top().living_at(NORD);
    assert_eq!(created.tries::<acts::ChangeOwnAccount>(created.user()), Ok(()));
    creator.may_change(&created);
    manager_at(SUD).may_not_change(&created);
    created.may_not_change(&creator);
}

pub const ELSEWHERE: &[Elsewhere] = &[
    Elsewhere {
        sentences: &["Ce nom ne pourra plus être modifié après l’enregistrement de l’utilisateur."],
        rows: "[PP-2]",
        why: "holds for everybody, whatever they may do: no operation changes it",
    },
    Elsewhere {
        sentences: &["Vous pouvez définir ici un mot de passe provisoire pour l’utilisateur."],
        rows: "[PP-2] [PO-8]",
        why: "the engine knows no passwords; who may set one is shown with [PO-8]",
    },
    Elsewhere {
        sentences: &["Indiquez ici le rôle général que doit posséder l’utilisateur."],
        rows: "[PP-6]",
        why: "that the form asks for one: the engine also judges who has none",
    },
    Elsewhere {
        sentences: &["Pour un aperçu détaillé des différents rôles et de leurs droits associés, nous vous \
             renvoyons volontiers au module rapports."],
        rows: "[PP-8]",
        why: "where the report stands; who reads it is shown",
    },
    Elsewhere {
        sentences: &[
            "L’option ‘Inviter l’utilisateur’ (2) n’est accessible qu’après l’enregistrement réussi des \
             informations de l’utilisateur.",
            "En cliquant sur le bouton « Inviter l’utilisateur », l’utilisateur concerné recevra un \
             courriel lui permettant de modifier son mot de passe.",
            "Ensuite, le nouvel utilisateur pourra choisir son mot de passe en appuyant sur le bouton \
             vert.",
            "Il est important de noter que l’e-mail d’invitation n’est valable que 5 jours.",
        ],
        rows: "[PP-10]",
        why: "invitations and logging in come before the engine",
    },
    Elsewhere {
        sentences: &[
            "Nous recommandons de NE PAS utiliser ce champ car il est uniquement utilisé dans le module \
             API lorsque l’utilisateur technique effectue des réservations via l’API.",
        ],
        rows: "[PP-9]",
        why: "a preference; to the engine a technical user is a user",
    },
];
