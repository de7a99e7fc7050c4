use authz::{Action, Node};
use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityUid, PolicySet, Request, RestrictedExpression,
    Schema,
};
use chrono::{DateTime, Utc};
use domain::{RequestId, UserId};

use crate::facts;

/// Cedar, with policies and what they look at.
#[derive(Debug)]
pub struct Judge {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
}

impl Judge {
    /// # Panics
    /// If the entities contradict one another: the caller made them.
    #[must_use]
    pub fn new(policies: PolicySet, entities: Vec<Entity>) -> Self {
        let entities = actions().add_entities(entities, None).expect("each entity once");
        Self { authorizer: Authorizer::new(), policies, entities }
    }

    /// Whether `user` may do `action` on a request, leaving aside whether they may see it.
    #[must_use]
    pub fn allows_on(&self, user: UserId, action: Action, request: RequestId, now: DateTime<Utc>) -> bool {
        self.permits(&question(user, action, facts::of_request(request), now))
    }

    /// Whether `user` may do `action` on everything at `node`.
    #[must_use]
    pub fn allows_at(&self, user: UserId, action: Action, node: Node, now: DateTime<Utc>) -> bool {
        self.permits(&question(user, action, facts::of_node(node), now))
    }

    /// The bare answer.
    ///
    /// # Panics
    /// If a policy failed: Cedar would pass over it, and a slip in the policies would look like a refusal.
    #[must_use]
    pub fn permits(&self, question: &Request) -> bool {
        let response = self.authorizer.is_authorized(question, &self.policies, &self.entities);
        let failed = response.diagnostics().errors().next();
        assert!(failed.is_none(), "{}", failed.map(ToString::to_string).unwrap_or_default());
        response.decision() == Decision::Allow
    }
}

/// A question that can be asked many times.
///
/// # Panics
/// Never: there is no schema to offend.
#[must_use]
pub fn question(user: UserId, action: Action, resource: EntityUid, now: DateTime<Utc>) -> Request {
    let now = ("now".to_owned(), RestrictedExpression::new_long(now.timestamp_micros()));
    let context = Context::from_pairs([now]).expect("one value");
    Request::new(facts::of_user(user), facts::of_action(action), resource, context, None).expect("no schema")
}

fn actions() -> Entities {
    let schema = include_str!("../policies/actions.cedarschema");
    let (schema, _) = Schema::from_cedarschema_str(schema).expect("a schema");
    schema.action_entities().expect("actions in no circle")
}
