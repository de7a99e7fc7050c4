mod mails;
mod update_my_preferences;
mod update_user_preferences;

use serde_json::{Value, json};
use uuid::Uuid;

/// Preferences that name no site.
pub fn wish() -> Value {
    json!({
        "start_screen": "requests", "site_tree_top": "company_group", "site_order": [], "preselected_sites": [],
        "unwanted_mails": [],
    })
}

/// Preferences with everything filled in.
pub fn all_of(site: Uuid) -> Value {
    json!({
        "start_screen": "requests", "unplanned_work": "bottom", "site_tree_top": "company_group",
        "site_order": [site], "preselected_sites": [site], "unwanted_mails": ["confirmation"],
    })
}
