use sea_orm_migration::{
    prelude::*,
    sea_orm::{
        ConnectionTrait,
        prelude::{DateTimeUtc, Uuid},
        sea_query::Value,
    },
};

use crate::{
    columns::{
        count, counter, id, id_null, index, moment, moment_null, refers, table, text, text_null, word,
        yes_or_no,
    },
    triggers,
};

/// Rights as data: roles, teams, grants, tags as access control [PP-4, PP-5, PO-2, CT-1, CT-3].
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        roles(manager).await?;
        teams(manager).await?;
        grants(manager).await?;
        tags(manager).await?;
        accounts(manager).await?;
        manager.create_table(authz_state()).await?;
        insert(manager, "authz_state", [("id", 1.into()), ("epoch", 1_i64.into())]).await?;
        ship_roles(manager).await?;
        carry_over(manager).await?;
        triggers::create(manager).await
    }
}

async fn roles(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(role()).await?;
    manager.create_table(role_permission()).await
}

/// `shipped` names the role it came as; what an instance makes of it is its own [PP-5]. One whose name is still
/// that word is shown by the word's translation.
fn role() -> TableCreateStatement {
    table("role")
        .col(id("id").primary_key())
        .col(id("node_id"))
        .col(text("name"))
        .col(text("name_key").unique_key())
        .col(text_null("shipped").unique_key())
        .col(count("version"))
        .col(moment("created_at"))
        .foreign_key(&mut refers("role", "node_id", "node"))
        .to_owned()
}

fn role_permission() -> TableCreateStatement {
    table("role_permission")
        .col(id("role_id"))
        .col(text("action"))
        .col(relation())
        .primary_key(Index::create().col("role_id").col("action").col("relation"))
        .foreign_key(refers("role_permission", "role_id", "role").on_delete(ForeignKeyAction::Cascade))
        .to_owned()
}

async fn teams(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(team()).await?;
    manager.create_table(team_member()).await?;
    manager.create_index(index("team_member", &["user_id"])).await
}

fn team() -> TableCreateStatement {
    table("team")
        .col(id("id").primary_key())
        .col(id("node_id"))
        .col(text("name"))
        .col(text("name_key").unique_key())
        .col(count("version"))
        .col(moment("created_at"))
        .foreign_key(&mut refers("team", "node_id", "node"))
        .to_owned()
}

fn team_member() -> TableCreateStatement {
    table("team_member")
        .col(id("team_id"))
        .col(id("user_id"))
        .primary_key(Index::create().col("team_id").col("user_id"))
        .foreign_key(refers("team_member", "team_id", "team").on_delete(ForeignKeyAction::Cascade))
        .foreign_key(&mut refers("team_member", "user_id", "user_account"))
        .to_owned()
}

async fn grants(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(access_grant()).await?;
    for column in ["user_id", "team_id", "node_id", "role_id"] {
        manager.create_index(index("access_grant", &[column])).await?;
    }
    manager.create_table(access_grant_permission()).await
}

/// A role, a role with single permissions switched on or off, or single permissions; for a user or a team.
fn access_grant() -> TableCreateStatement {
    principal(table("access_grant").col(id("id").primary_key()))
        .col(id("node_id"))
        .col(id_null("role_id"))
        .col(moment_null("valid_from"))
        .col(moment_null("valid_until"))
        .col(moment("created_at"))
        .foreign_key(&mut refers("access_grant", "user_id", "user_account"))
        .foreign_key(refers("access_grant", "team_id", "team").on_delete(ForeignKeyAction::Cascade))
        .foreign_key(&mut refers("access_grant", "node_id", "node"))
        .foreign_key(&mut refers("access_grant", "role_id", "role"))
        .to_owned()
}

fn access_grant_permission() -> TableCreateStatement {
    table("access_grant_permission")
        .col(id("grant_id"))
        .col(text("action"))
        .col(relation())
        .col(yes_or_no("switched_on"))
        .primary_key(Index::create().col("grant_id").col("action").col("relation"))
        .foreign_key(
            refers("access_grant_permission", "grant_id", "access_grant")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

async fn tags(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(tag_category()).await?;
    manager.create_table(tag()).await?;
    manager.create_index(index("tag", &["category_id", "name_key"]).unique().to_owned()).await?;
    manager.create_table(request_tag()).await?;
    manager.create_index(index("request_tag", &["request_id"])).await?;
    manager.create_table(tag_grant()).await?;
    for column in ["user_id", "team_id", "tag_id"] {
        manager.create_index(index("tag_grant", &[column])).await?;
    }
    Ok(())
}

/// An axis of classification, and how its tags are displayed: colour 1 to 12, in lists or not, in which order.
fn tag_category() -> TableCreateStatement {
    table("tag_category")
        .col(id("id").primary_key())
        .col(id("node_id"))
        .col(text("name"))
        .col(text("name_key").unique_key())
        .col(count("colour").check(Expr::col("colour").between(1, 12)))
        .col(yes_or_no("in_lists"))
        .col(count("position"))
        .col(count("version"))
        .col(moment("created_at"))
        .foreign_key(&mut refers("tag_category", "node_id", "node"))
        .to_owned()
}

fn tag() -> TableCreateStatement {
    table("tag")
        .col(id("id").primary_key())
        .col(id("category_id"))
        .col(text("name"))
        .col(text("name_key"))
        .col(count("version"))
        .col(moment("created_at"))
        .foreign_key(&mut refers("tag", "category_id", "tag_category"))
        .to_owned()
}

/// A stream of requests for each tag, newest first: `entered_at` is the request's.
fn request_tag() -> TableCreateStatement {
    table("request_tag")
        .col(id("tag_id"))
        .col(moment("entered_at"))
        .col(id("request_id"))
        .primary_key(Index::create().col("tag_id").col("entered_at").col("request_id"))
        .foreign_key(&mut refers("request_tag", "tag_id", "tag"))
        .foreign_key(&mut refers("request_tag", "request_id", "request"))
        .to_owned()
}

fn tag_grant() -> TableCreateStatement {
    principal(table("tag_grant").col(id("id").primary_key()))
        .col(id("tag_id"))
        .col(id("node_id"))
        .col(yes_or_no("edit"))
        .col(moment_null("valid_from"))
        .col(moment_null("valid_until"))
        .col(moment("created_at"))
        .foreign_key(&mut refers("tag_grant", "user_id", "user_account"))
        .foreign_key(refers("tag_grant", "team_id", "team").on_delete(ForeignKeyAction::Cascade))
        .foreign_key(refers("tag_grant", "tag_id", "tag").on_delete(ForeignKeyAction::Cascade))
        .foreign_key(&mut refers("tag_grant", "node_id", "node"))
        .to_owned()
}

/// To a user or to a team, never to both and never to nobody.
fn principal(table: &mut TableCreateStatement) -> &mut TableCreateStatement {
    table
        .col(id_null("user_id"))
        .col(id_null("team_id"))
        .check(Expr::cust("(user_id IS NULL) <> (team_id IS NULL)"))
}

fn relation() -> ColumnDef {
    word("relation", &["any", "own", "assigned", "published"])
}

/// What the gate looks at, where the account lives, and how often its rights have changed.
async fn accounts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        id_null("home_node_id"),
        moment_null("suspended_until"),
        moment_null("ends_at"),
        yes_or_no("super_administrator").default(false).to_owned(),
        counter("authz_version").default(1).to_owned(),
    ];
    // SQLite adds one column a statement, and none with a reference.
    for column in columns {
        let altered = Table::alter().table("user_account").add_column(column).to_owned();
        manager.alter_table(altered).await?;
    }
    manager.create_index(index("user_account", &["home_node_id"])).await
}

/// One row: how often roles, teams or the tree have changed.
fn authz_state() -> TableCreateStatement {
    table("authz_state").col(count("id").primary_key()).col(counter("epoch")).to_owned()
}

/// The roles as they shipped with this change; where an instance is set up later, the server ships its own.
const SHIPPED: [(&str, &str); 10] = [
    ("visitor", "create_request:any view_request:own view_request:published"),
    (
        "basic_user",
        "create_request:any view_request:own view_request:published comment_on_request:own cancel_request:own \
         reopen_request:own",
    ),
    ("reviewer", "view_request:any view_working:any view_tags:any remark_on_request:any export_requests:any"),
    (
        "editor",
        "view_request:any view_working:any view_tags:any remark_on_request:any export_requests:any \
         create_request:any edit_request:any assign_request:any change_request_status:any comment_on_request:any \
         tag_request:any publish_request:any delete_request:any",
    ),
    (
        "task_responsible",
        "be_assigned:any view_request:assigned view_working:assigned change_request_status:assigned \
         remark_on_request:assigned log_time:assigned",
    ),
    (
        "employee",
        "be_assigned:any create_request:any view_request:own view_request:assigned view_working:assigned \
         change_request_status:assigned remark_on_request:assigned log_time:assigned comment_on_request:own \
         comment_on_request:assigned",
    ),
    ("read_only", "view_request:own"),
    ("read_write", "create_request:any view_request:own edit_request:own"),
    (
        "manager",
        "view_request:any view_working:any view_tags:any view_costs:any remark_on_request:any export_requests:any \
         create_request:any edit_request:any assign_request:any change_request_status:any cancel_request:any \
         reopen_request:any comment_on_request:any follow_up_request:any tag_request:any publish_request:any \
         delete_request:any log_time:any be_assigned:any view_users:any create_user:any change_user:any \
         grant_rights:any manage_teams:any manage_tags:any manage_sites:any manage_roles:any \
         read_permission_report:any view_audit:any",
    ),
    // Permits everything, now and later: no rows.
    ("administrator", ""),
];

/// An instance that is there already gets its roles.
async fn ship_roles(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let instance = Query::select()
        .column("id")
        .column("created_at")
        .from("node")
        .and_where(Expr::col("level").eq("instance"))
        .to_owned();
    let Some(instance) = connection.query_one(&instance).await? else { return Ok(()) };
    let (node, at): (Uuid, DateTimeUtc) = (instance.try_get("", "id")?, instance.try_get("", "created_at")?);
    for (number, (shipped, permissions)) in SHIPPED.into_iter().enumerate() {
        let role = Uuid::from_u128(0x0190_a000_0000_7000_8000_0000_0000_0000 + number as u128 + 1);
        let columns = [
            ("id", role.into()),
            ("node_id", node.into()),
            ("name", shipped.into()),
            ("name_key", shipped.into()),
            ("shipped", shipped.into()),
            ("version", 1.into()),
            ("created_at", at.into()),
        ];
        insert(manager, "role", columns).await?;
        for (action, relation) in permissions.split_whitespace().filter_map(|pair| pair.split_once(':')) {
            let columns =
                [("role_id", role.into()), ("action", action.into()), ("relation", relation.into())];
            insert(manager, "role_permission", columns).await?;
        }
    }
    Ok(())
}

/// Roles held before this change are held after it.
async fn carry_over(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    connection
        .execute_unprepared(
            "INSERT INTO access_grant (id, user_id, node_id, role_id, created_at) \
             SELECT held.id, held.user_id, held.node_id, role.id, held.created_at \
             FROM role_grant AS held JOIN role ON role.shipped = held.role",
        )
        .await?;
    connection
        .execute_unprepared(
            "UPDATE user_account SET home_node_id = COALESCE(default_site_id, \
             (SELECT id FROM node WHERE level = 'instance'))",
        )
        .await?;
    // There must always be one whom nothing can lock out [CT-5]: whoever administers longest.
    connection
        .execute_unprepared(
            "UPDATE user_account SET super_administrator = TRUE WHERE id = (\
             SELECT held.user_id FROM role_grant AS held JOIN node ON node.id = held.node_id \
             WHERE held.role = 'administrator' AND node.level = 'instance' \
             ORDER BY held.created_at, held.id LIMIT 1)",
        )
        .await?;
    manager.drop_table(Table::drop().table("role_grant").to_owned()).await
}

async fn insert<const N: usize>(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: [(&'static str, Value); N],
) -> Result<(), DbErr> {
    let (names, values): (Vec<_>, Vec<_>) = columns.into_iter().unzip();
    let row = Query::insert()
        .into_table(table)
        .columns(names)
        .values(values.into_iter().map(Expr::val))
        .map_err(|error| DbErr::Custom(error.to_string()))?
        .to_owned();
    manager.execute(row).await
}
