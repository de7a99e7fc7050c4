use crate::{
    client::Problem,
    contract::{self, ListTagCategoriesQuery, ListTagsQuery, Tag, TagCategory},
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

pub(super) async fn all_tags() -> Result<Vec<Tag>, Problem> {
    all_pages(async |cursor| {
        let page =
            contract::list_tags(&ListTagsQuery { cursor, limit: AT_ONCE, ..Default::default() }).await?;
        Ok((page.items, page.next))
    })
    .await
}
