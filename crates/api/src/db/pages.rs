//! A page of a list of requests.

use std::time::Duration;

use authz::{Requests, Scope};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use super::{
    Counted, Db, DbError, Population,
    entities::request,
    freshness::Guard,
    streams::{Plan, Streams, Wanted, plan},
    unfenced::Because,
};

/// How long counts serve before they are taken again.
pub const COUNTS_SERVE: Duration = Duration::from_secs(600);

impl Db {
    /// A page of the requests that `scope` lets through, newest first. `with` adds what belongs to each.
    ///
    /// # Errors
    /// When the database fails, or the rights have changed.
    pub async fn newest_requests<M: FromQueryResult>(
        &self,
        scope: &Scope<Requests>,
        wanted: &Wanted,
        with: impl Fn(Select<request::Entity>) -> Select<request::Entity>,
    ) -> Result<Vec<M>, DbError> {
        let chosen = plan(scope.filter(), &self.population().get(), wanted);
        let rows = self.page_by(&chosen, scope, wanted, &with).await?;
        if matches!(chosen, Plan::Scan { .. }) && (rows.len() as u64) < wanted.limit {
            // The scan ended before the page was full: there may be more further back.
            return self.page_by(&Plan::Merge(Streams::of(scope.filter())), scope, wanted, &with).await;
        }
        Ok(rows)
    }

    /// Counts the requests of each site anew.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_requests(&self) -> Result<(), DbError> {
        #[derive(FromQueryResult)]
        struct Row {
            group_id: Uuid,
            site_id: Uuid,
            requests: i64,
            newest: DateTime<Utc>,
            oldest: DateTime<Utc>,
        }
        let unfenced = self.unfenced(Because::TheServerWorksByItself);
        let counts = unfenced
            .find::<request::Entity>()
            .select_only()
            .column(request::Column::GroupId)
            .column(request::Column::SiteId)
            .column_as(request::Column::Id.count(), "requests")
            .column_as(request::Column::EnteredAt.max(), "newest")
            .column_as(request::Column::EnteredAt.min(), "oldest")
            .group_by(request::Column::GroupId)
            .group_by(request::Column::SiteId);
        let rows = counts.into_model::<Row>().all(unfenced.connection()).await?;
        let counted = rows.into_iter().map(|row| Counted {
            group: row.group_id,
            site: row.site_id,
            requests: u64::try_from(row.requests).unwrap_or_default(),
            newest: row.newest,
            oldest: row.oldest,
        });
        self.population().replace(Population::of(counted));
        Ok(())
    }

    #[expect(clippy::disallowed_methods, reason = "the keys of the page are made from the scope")]
    async fn page_by<M: FromQueryResult>(
        &self,
        plan: &Plan,
        scope: &Scope<Requests>,
        wanted: &Wanted,
        with: impl Fn(Select<request::Entity>) -> Select<request::Entity>,
    ) -> Result<Vec<M>, DbError> {
        let guard = Guard::InStatement { user: scope.user(), stamp: scope.stamp() };
        let mut select = with(request::Entity::find());
        match plan.keys(scope.filter(), wanted) {
            Some(keys) => select = select.filter(request::Column::Id.in_subquery(keys)),
            None => select = select.filter(wanted.filters.clone()).filter(wanted.beyond()),
        }
        let select = select
            .order_by_desc(request::Column::EnteredAt)
            .order_by_desc(request::Column::Id)
            .limit(wanted.limit);
        guard.read(select, self.connection()).await
    }
}
