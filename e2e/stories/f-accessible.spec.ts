import { expectAccessible, expectNoSidewaysScroll } from '../support/checks.ts';
import { expect, test } from '../support/fixtures.ts';
import { tour, visit } from '../support/pages.ts';
import { desk, phone } from '../support/settings.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [desk, phone]) {
    test(`axe finds nothing on any page, ${colorScheme}, ${viewport.width} px`, async ({ page, palier }) => {
      test.setTimeout(300_000);
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await tour(page, palier, async (screen) => {
        const what = `${screen.name} as ${screen.as}`;
        await expectAccessible(page, what);
        await expectNoSidewaysScroll(page, what);
      });
    });
  }
}

test.describe('an empty instance', () => {
  test.use({ demo: false });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing in the set-up wizard, ${colorScheme}`, async ({ page, palier }) => {
      await page.emulateMedia({ colorScheme });
      await visit(page, await palier.setupLink());
      await expectAccessible(page, 'set-up');
      await page.setViewportSize(phone);
      await expectAccessible(page, 'set-up on a phone');
    });
  }
});

test('a request is entered with the keyboard alone', async ({ as }) => {
  const page = await as('visitor');
  await page.keyboard.press('n');
  await expect(page.getByLabel('Que se passe-t-il ?')).toBeFocused();
  await page.keyboard.type('Store coincé, salle 12');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Store coincé, salle 12' })).toBeVisible();
});
