/// Each program forgets or fakes an authorization; its `.stderr` is the error that stops it (TRYBUILD=overwrite rewrites them).
#[test]
fn going_round_the_fence_does_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
