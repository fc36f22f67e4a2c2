import { mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { openExample } from '../main-job.ts'
import { test } from './bench-view.ts'

// Set to docs/screens to renew the pictures of the documentation.
const KEPT_SCREENS = process.env['RMOS_SCREENS_DIR']

async function picture(page: Page, name: string): Promise<void> {
  const folder = KEPT_SCREENS === undefined ? test.info().outputDir : resolve(KEPT_SCREENS)
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

async function openPosts(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Posts' }).click()
  await expect(page.getByRole('list', { name: 'Posts' })).toBeVisible()
}

const side = (page: Page) => page.getByRole('complementary', { name: 'Posts' })
const choose = (page: Page, name: string) =>
  side(page)
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click()

test('every shipped post shows what it writes, proved, and two are compared', async ({
  bench: { page },
}) => {
  await page.setViewportSize({ width: 1280, height: 720 })
  await openPosts(page)
  for (const name of ['LinuxCNC', 'MASSO G3', 'GRBL 1.1']) {
    await choose(page, name)
    await expect(page.getByRole('region', { name: `Program written for ${name}` })).toContainText(
      'G21 G90',
    )
    await expect(page.getByText('it is what was planned')).toBeVisible()
  }
  await choose(page, 'LinuxCNC')
  await expect(side(page)).toContainText('T and M6, length from the table (G43)')
  await page.getByLabel('Compare with').selectOption('grbl')
  await expect(page.getByRole('region', { name: 'Program written for GRBL 1.1' })).toBeVisible()
  await expect(page.locator('.program-own').first()).toBeVisible()
  await picture(page, 'posts')
  await page.setViewportSize({ width: 1920, height: 1080 })
  await picture(page, 'posts-1920')
})

test('a post of one’s own is copied, faulted at its line, mended, kept and deleted', async ({
  bench: { page },
}) => {
  await page.setViewportSize({ width: 1280, height: 720 })
  await openPosts(page)
  await choose(page, 'GRBL 1.1')
  await page.getByRole('button', { name: 'Copy and change' }).click()
  const editor = page.getByRole('textbox', { name: 'The post as text' })
  await expect(editor).toHaveValue(/"id": "my-grbl"/)
  const sound = await editor.inputValue()
  await editor.fill(sound.replace('"maxLineChars": 79', '"maxLineChars": 900'))
  await expect(page.getByRole('alert')).toContainText(
    /line \d+, capabilities\.maxLineChars 900 is above the limit 256/,
  )
  await expect(page.getByRole('button', { name: 'Save post' })).toBeDisabled()
  await picture(page, 'posts-editor')
  // a post, but one whose program does something nobody planned
  await editor.fill(sound.replace('"M30"', '"G0X0",\n    "M30"'))
  await expect(page.getByText(/Line \d+: holds a motion that was not planned/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save post' })).toBeDisabled()
  await editor.fill(sound.replace('"M30"', '"(Sweep the table)",\n    "M30"'))
  await expect(page.getByText('it is what was planned')).toBeVisible()
  await page.getByRole('button', { name: 'Save post' }).click()
  await expect(side(page)).toContainText('GRBL 1.1, mine')
  await expect(
    page.getByRole('region', { name: 'Program written for GRBL 1.1, mine' }),
  ).toContainText('(Sweep the table)')
  await page
    .getByRole('button', { name: 'Dark theme' })
    .or(page.getByLabel('Dark theme'))
    .first()
    .click()
  await picture(page, 'posts-own')
  await side(page).getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(side(page)).not.toContainText('GRBL 1.1, mine')
})

test('a run is made for several controllers and saved as one archive', async ({
  bench: { page },
}) => {
  await page.setViewportSize({ width: 1280, height: 720 })
  await openExample(page, 'Classical mosaic, 46 tiles')
  await openPosts(page)
  await choose(page, 'PathPilot')
  await page.getByRole('radio', { name: 'Open plan' }).click()
  await page.getByRole('radio', { name: 'in', exact: true }).last().click()
  const shown = page.getByRole('region', { name: 'Program written for PathPilot' })
  await expect(shown).toContainText('(Job: Classical mosaic, 46 tiles)')
  await expect(shown).toContainText('G20 G90')
  await expect(page.getByText('it is what was planned')).toBeVisible()
  await picture(page, 'posts-plan')
  await page.getByRole('navigation').getByRole('button', { name: 'Feasibility' }).click()
  await page.getByRole('button', { name: 'Approve this plan' }).click()
  await page.getByRole('button', { name: 'See the toolpath' }).click()
  await page.getByText('Programs for:').click()
  await page.getByRole('checkbox', { name: 'LinuxCNC' }).check()
  await page.getByRole('checkbox', { name: 'MASSO G3' }).check()
  await picture(page, 'toolpath-posts')
  await page.getByRole('button', { name: 'Make the run' }).click()
  await expect(page.getByText('The run is made.')).toBeVisible()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save all files' }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/^classical-mosaic-46-tiles-[0-9a-f]{8}\.zip$/)
  const bytes = readFileSync(await file.path())
  for (const name of [
    'soundhole.grbl.nc',
    'soundhole.linuxcnc.ngc',
    'soundhole.masso.nc',
    'README.txt',
  ]) {
    expect(bytes.includes(Buffer.from(name))).toBe(true)
  }
})
