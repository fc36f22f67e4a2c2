import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import { test as benchTest } from './bench-view.ts'

// Set to docs/screens to renew the pictures of the documentation.
const KEPT_SCREENS = process.env['RMOS_SCREENS_DIR']

const FAMILY = (id: string, name: string) => ({
  id,
  name,
  color_hex: '#8a5a3c',
  default_width_mm: 1.5,
  lane: 'safe',
  created_at: '2024-03-01T08:00:00Z',
  updated_at: '2024-03-01T08:00:00Z',
})
const PATTERN = (id: string, name: string) => ({
  id,
  name,
  ring_count: 1,
  geometry: { rings: [{ radius_mm: 50, width_mm: 3, segments: 46 }] },
  strip_family_id: 'fam-1',
  lane: 'tuned_v1',
  created_at: '2024-03-02T08:00:00Z',
  updated_at: '2024-03-02T08:00:00Z',
})
const JOB = (id: string | undefined, pattern: string) => ({
  id,
  job_type: 'slice',
  parameters: {},
  preset_id: pattern,
  risk_grade: 'GREEN',
  created_at: '2024-03-03T08:00:00Z',
})

/** A folder as the older system left it, gone after the test. */
interface OldData {
  readonly folder: string
  readonly writePatterns: (patterns: readonly object[]) => void
}

const test = benchTest.extend<{ old: OldData }>({
  // The fixture takes nothing from the others; the runner reads that from the empty pattern.
  old: async ({ browserName: _ }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'rmos-old-'))
    const write = (name: string, text: string) => {
      writeFileSync(join(folder, name), text)
    }
    const writePatterns = (patterns: readonly object[]) => {
      write('patterns.json', JSON.stringify(patterns))
    }
    write(
      'strip_families.json',
      JSON.stringify({ 'fam-1': FAMILY('fam-1', 'Rope, old'), 'fam-2': FAMILY('fam-2', 'Lines') }),
    )
    writePatterns([
      PATTERN('pat-1', 'Mosaic'),
      PATTERN('pat-2', 'Ladder'),
      PATTERN('pat-3', 'Wave'),
    ])
    const jobs = [
      JOB('job-1', 'pat-1'),
      JOB('job-2', 'pat-gone'),
      JOB('job-2', 'pat-2'),
      JOB(undefined, 'pat-1'),
    ]
    write('joblog.jsonl', jobs.map((job) => `${JSON.stringify(job)}\n`).join(''))
    await use({ folder, writePatterns })
    rmSync(folder, { recursive: true, force: true })
  },
})

const goTo = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('button', { name, exact: true }).click()
const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const side = (page: Page) => page.getByRole('complementary', { name: 'Beside the report' })
const step = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const done = (page: Page) =>
  page.getByRole('region', { name: 'What was done' }).getByRole('listitem').first()
const count = (where: Locator, label: string) =>
  where
    .locator('.drift-counts > div')
    .filter({ has: where.page().getByText(label, { exact: true }) })
    .locator('dd')

async function compareFolder(page: Page, folder: string): Promise<void> {
  await goTo(page, 'Migration')
  await side(page).getByRole('textbox', { name: 'Folder with all of it' }).fill(folder)
  await side(page).getByRole('textbox', { name: 'Folder with all of it' }).press('Enter')
  await expect(
    side(page).getByRole('region', { name: 'Found there' }).getByRole('listitem'),
  ).toHaveCount(3)
  await page.getByRole('button', { name: /^Compare/ }).click()
  await expect(page.getByText(/^Compared /)).toBeVisible()
}

async function importAll(page: Page): Promise<void> {
  await goTo(page, 'Fix drift')
  await step(page, 'Import the JSON').getByRole('button', { name: 'Look first' }).click()
  await expect(done(page)).toContainText('Nothing was written.')
  await step(page, 'Import the JSON')
    .getByRole('button', { name: /^Import \d+ new/ })
    .click()
  await expect(done(page)).toContainText('Imported 7 new and changed 0.')
}

async function download(page: Page, button: Locator): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()])
  return readFileSync(await file.path())
}

async function shot(page: Page, info: { outputDir: string }, name: string): Promise<void> {
  const folder = KEPT_SCREENS === undefined ? info.outputDir : resolve(KEPT_SCREENS)
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

test('drift fails by the audit’s limits, and passes as soon as the limits allow it', async ({
  bench: { page },
  old,
}, info) => {
  await goTo(page, 'Migration')
  await expect(page.getByRole('heading', { name: 'Nothing has been compared yet' })).toBeVisible()
  await compareFolder(page, old.folder)
  await expect(page.getByRole('region', { name: 'FAIL' })).toContainText(
    'patterns: 3 only in JSON, the limit is 0',
  )
  await expect(count(card(page, 'Patterns'), 'Only in the JSON')).toContainText('3')
  await expect(count(card(page, 'Job log'), 'Without a usable id')).toContainText('1')
  await expect(count(card(page, 'Job log'), 'With a repeated id')).toContainText('1')
  await shot(page, info, 'migration')
  await card(page, 'Patterns').getByText('Ids that differ').click()
  await expect(card(page, 'Patterns')).toContainText('pat-2')
  await card(page, 'Patterns').getByText('Lanes').click()
  await expect(card(page, 'Patterns').getByRole('row', { name: /tuned_v1/ })).toContainText('3')
  await side(page).getByRole('radio', { name: 'Limits' }).click()
  for (const limit of ['Only in the JSON', 'Without a usable id', 'With a repeated id']) {
    await side(page).getByRole('textbox', { name: limit }).fill('5')
    await side(page).getByRole('textbox', { name: limit }).press('Enter')
  }
  await expect(page.getByRole('region', { name: 'PASS' })).toBeVisible()
  await side(page).getByRole('button', { name: 'All to zero' }).click()
  await expect(page.getByRole('region', { name: 'FAIL' })).toBeVisible()
})

test('the report is saved as PDF, HTML, text and JSON', async ({ bench: { page }, old }) => {
  await compareFolder(page, old.folder)
  const saver = page.getByRole('group', { name: 'Save report' })
  const saved = async (format: string) =>
    (await download(page, saver.getByRole('button', { name: format }))).toString('latin1')
  expect(await saved('PDF')).toMatch(/^%PDF-/)
  expect(await saved('HTML')).toMatch(/<html/i)
  expect(await saved('Text')).toContain('FAIL')
  const report = JSON.parse(await saved('JSON')) as { datasets: { patterns: { json: object } } }
  expect(report.datasets.patterns.json).toMatchObject({ count: 3, unique_count: 3 })
})

test('a look writes nothing, the import heals the drift, and the history keeps it', async ({
  bench: { page },
  old,
}) => {
  await compareFolder(page, old.folder)
  await importAll(page)
  await expect(
    step(page, 'What was done').getByRole('table', { name: 'What the import did' }),
  ).toBeVisible()
  await expect(
    page.getByRole('table', { name: 'Drift by dataset' }).getByRole('row', { name: /Patterns/ }),
  ).toHaveText('Patterns000')
  await goTo(page, 'Migration')
  await expect(count(card(page, 'Patterns'), 'In the database')).toHaveText('3')
  await side(page).getByRole('radio', { name: 'History' }).click()
  await expect(side(page).getByRole('listitem').first()).toBeVisible()
  await side(page).getByRole('radio', { name: 'Status' }).click()
  await expect(side(page).getByRole('region', { name: 'Newest' })).toContainText('Wave')
  await goTo(page, 'Strips')
  await expect(page.getByRole('table', { name: 'Strip families' })).toContainText('Rope, old')
  old.writePatterns([PATTERN('pat-1', 'Mosaic, mended')])
  await goTo(page, 'Fix drift')
  await step(page, 'Import the JSON').getByRole('button', { name: 'Look first' }).click()
  await step(page, 'Import the JSON')
    .getByRole('button', { name: 'Import 0 new, change 1' })
    .click()
  await expect(done(page)).toContainText('Imported 0 new and changed 1.')
  await expect(done(page)).toContainText('Copy made before')
})

test('records that differ are settled side by side', async ({ bench: { page }, old }, info) => {
  await compareFolder(page, old.folder)
  await importAll(page)
  old.writePatterns([
    { ...PATTERN('pat-1', 'Mosaic, newer'), updated_at: '2030-01-01T08:00:00Z' },
    { ...PATTERN('pat-2', 'Ladder, changed'), updated_at: '2024-03-02T08:00:00Z' },
    PATTERN('pat-3', 'Wave'),
  ])
  await goTo(page, 'Migration')
  await page.getByRole('button', { name: 'Compare again' }).click()
  await expect(count(card(page, 'Patterns'), 'On both sides, different')).toHaveText('2')
  await goTo(page, 'Fix drift')
  const settle = step(page, 'Settle differences one by one')
  const first = page.getByRole('listitem').filter({ hasText: 'pat-1' })
  await expect(first).toContainText('Mosaic, newer')
  await first.getByRole('radio', { name: 'Newest' }).click()
  await page
    .getByRole('listitem')
    .filter({ hasText: 'pat-2' })
    .getByRole('radio', { name: 'Keep database' })
    .click()
  await settle.scrollIntoViewIfNeeded()
  await shot(page, info, 'fix-drift')
  await settle.getByRole('button', { name: 'Settle 2 records' }).click()
  await expect(done(page)).toContainText(
    'Took the JSON for 1 record, kept the database for 1 record.',
  )
  await expect(settle).toContainText('No record differs in content.')
})

test('a snapshot of the database is a source that agrees with it', async ({
  bench: { page },
  old,
}) => {
  await compareFolder(page, old.folder)
  await importAll(page)
  const file = await download(
    page,
    step(page, 'Save the list of differences').getByRole('button', { name: 'Save list' }),
  )
  expect(JSON.parse(file.toString())).toBeInstanceOf(Object)
  await step(page, 'Write the database as JSON')
    .getByRole('button', { name: 'Write snapshot' })
    .click()
  await expect(done(page)).toContainText('Wrote 7 records')
  await expect(done(page)).toContainText('It is the source now')
  await expect(page.getByRole('region', { name: 'PASS' })).toBeVisible()
})

test.describe('where fixing is switched off', () => {
  test.use({ settings: { RMOS_ALLOW_FIX_ACTIONS: '0' } })
  test('the page names the setting and starts nothing', async ({ bench: { page }, old }) => {
    await compareFolder(page, old.folder)
    await goTo(page, 'Fix drift')
    await expect(page.getByRole('alert')).toContainText('RMOS_ALLOW_FIX_ACTIONS')
    await expect(
      step(page, 'Import the JSON').getByRole('button', { name: 'Import now' }),
    ).toBeDisabled()
    await expect(step(page, 'Write the database as JSON').getByRole('button')).toBeDisabled()
  })
})
