use crate::{
    client::Problem,
    contract::{self, ListTagCategoriesQuery, TagCategory},
    load::all_pages,
};

const AT_ONCE: Option<i64> = Some(200);

pub(super) async fn all_categories() -> Result<Vec<TagCategory>, Problem> {
    all_pages(async |cursor| {
        let page = contract::list_tag_categories(&ListTagCategoriesQuery { cursor, limit: AT_ONCE }).await?;
        Ok((page.items, page.next))
    })
    .await
}
