import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { controllerOnTcp } from '../../machine/controller-on-tcp.ts'
import { test } from './bench-view.ts'
import { axis, connect, layout, state, toMachine } from './machine-page.ts'

/** Takes a picture in both themes at both sizes, for whoever looks through them. */
async function shot(page: Page, folder: string, name: string): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 720 })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

test('a setting is explained, checked, written and read back; a backup compares and brings it back', async ({
  bench: { page },
}, info) => {
  test.slow()
  await toMachine(page)
  await connect(page, 'virtual:')
  await layout(page, 'Settings', 'Settings')
  await page.getByRole('textbox', { name: 'Search settings' }).fill('maximum rate')
  const rows = page.getByRole('table', { name: 'Settings of the controller' }).getByRole('row')
  await expect(rows).toHaveCount(4)
  await rows.filter({ hasText: '$110' }).click()
  const value = page.getByRole('textbox', { name: 'New value' })
  const write = page.getByRole('button', { name: 'Write and read back' })
  await expect(write).toBeDisabled()
  await value.fill('fast')
  await expect(page.getByRole('alert')).toContainText('fast is no number')
  await expect(write).toBeDisabled()
  // so many steps a second no 8-bit controller makes: it is said, and wants a yes
  await value.fill('20000')
  await expect(page.getByText(/steps a second/)).toBeVisible()
  await expect(write).toBeDisabled()
  await shot(page, info.outputDir, 'setting')
  await value.fill('4000')
  await expect(page.getByText(/steps a second/)).toHaveCount(0)
  await write.click()
  await expect(page.getByText('Written, and read back equal.')).toBeVisible()
  await expect(rows.filter({ hasText: '$110' })).toContainText('4000.000')

  await layout(page, 'Settings', 'Backups')
  await page.getByRole('row').filter({ hasText: 'Before $110=4000' }).click()
  const panel = page.getByRole('table', { name: 'Against the controller now' })
  await expect(panel.getByRole('row')).toHaveCount(2)
  await expect(panel).toContainText('$110')
  await shot(page, info.outputDir, 'backup')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as a file' }).click()
  const saved = readFileSync(await (await download).path(), 'utf8')
  expect(saved).toContain('$110=5000.000\n')
  await page.getByRole('button', { name: 'Write the backup back' }).click()
  const asked = page.getByRole('dialog')
  await expect(asked).toContainText('1 setting is written and read back')
  await asked.getByRole('button', { name: 'Write the backup back' }).click()
  await expect(page.getByText('1 setting was written and read back.')).toBeVisible()
  await expect(page.getByText('A restore was interrupted')).toHaveCount(0)
  await layout(page, 'Settings', 'Settings')
  await expect(page.getByRole('row').filter({ hasText: '$110' })).toContainText('5000.000')
  // a file that is no settings file is named with its line
  await layout(page, 'Settings', 'Backups')
  const path = join(mkdtempSync(join(tmpdir(), 'rmos-settings-')), 'letter.txt')
  writeFileSync(path, 'Dear luthier,\n')
  await page.locator('input[type=file][accept*=".txt"]').setInputFiles(path)
  await expect(page.getByText(/letter.txt: line 1 is "Dear luthier,"/)).toBeVisible()
})

test('a macro is made, read through, run, and its refused line named; the console keeps what was sent', async ({
  bench: { page },
}, info) => {
  test.slow()
  await toMachine(page)
  await connect(page, 'virtual:?speed=5')
  await layout(page, 'Console', 'Macros')
  await page.getByRole('button', { name: 'New macro' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Park')
  const lines = page.getByRole('textbox', { name: 'Lines' })
  await lines.fill('G21 G90\nG1 X5\nG0 X12 (over there)')
  await expect(page.getByRole('alert')).toContainText('Line 2: The controller would refuse it')
  await expect(page.getByRole('button', { name: 'Keep it' })).toBeDisabled()
  await shot(page, info.outputDir, 'macro-refused')
  await lines.fill('G21 G90\nG1 X5 F800\nG0 X12 (over there)')
  await page.getByRole('button', { name: 'Keep it' }).click()
  await page.getByRole('button', { name: 'Run it' }).click()
  const asked = page.getByRole('dialog')
  await expect(asked).toContainText('G0X12')
  await expect(asked).toContainText('X 5.00 mm to 12.00 mm')
  await asked.getByRole('button', { name: 'Run it' }).click()
  await expect(axis(page, 'X')).toHaveText('12.000')

  await layout(page, 'Console', 'Console')
  const input = page.getByRole('textbox', { name: 'A line for the controller' })
  const log = page.getByRole('log')
  await input.fill('$G')
  await input.press('Enter')
  await expect(log.locator('.console-person')).toContainText('$G')
  await input.fill('G1 X3')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
  await expect(log.locator('.console-person').last()).toContainText('G1X3')
  await input.press('ArrowUp')
  await expect(input).toHaveValue('G1 X3')
  await input.press('ArrowUp')
  await expect(input).toHaveValue('$G')
  await input.press('ArrowDown')
  await expect(input).toHaveValue('G1 X3')
  // what has a place of its own, and what acts at once, is told and not sent
  await input.fill('$100=250')
  await input.press('Enter')
  await expect(page.getByRole('alert')).toContainText('Use Settings')
  await page.getByRole('button', { name: 'RMOS', exact: true }).click()
  await expect(log.locator('.console-rmos')).toHaveCount(0)
  await shot(page, info.outputDir, 'console')
  // only the rows in sight are in the page
  expect(await log.locator('.console-row').count()).toBeLessThan(80)
})

test('the maintenance book says how it counts, notes what was done and asks before it forgets', async ({
  bench: { page },
}, info) => {
  await toMachine(page)
  await layout(page, 'Settings', 'Maintenance')
  await expect(page.getByText(/Nothing is counted yet/)).toBeVisible()
  await page.getByRole('button', { name: 'Done now' }).first().click()
  const done = page.getByRole('dialog')
  await done.getByRole('textbox', { name: 'Note' }).fill('new nut')
  await done.getByRole('button', { name: 'Note that it is done' }).click()
  await expect(page.getByText(/Clean collet and nut, at 0.0 spindle hours: new nut/)).toBeVisible()
  await page.getByRole('button', { name: 'Delete: Look at the router brushes' }).click()
  const gone = page.getByRole('dialog')
  await gone.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Look at the router brushes')).toBeVisible()
  await page.getByRole('button', { name: 'New item' }).click()
  await page.getByRole('textbox', { name: 'What is to be done' }).fill('Grease the Z screw')
  await page.getByRole('button', { name: 'Keep it' }).click()
  await expect(page.getByText('Grease the Z screw')).toBeVisible()
  await shot(page, info.outputDir, 'maintenance')
  // at 1280 x 720 every page of the rail is in sight
  const hidden: unknown = await page.evaluate(
    "(() => { const rail = document.querySelector('.rail'); return rail.scrollHeight - rail.clientHeight })()",
  )
  expect(hidden).toBeLessThanOrEqual(0)
})

test.describe('probing', () => {
  for (const { name, workpiece, kind, numbers, result, stands } of [
    {
      name: 'a corner is found from above it',
      workpiece: { kind: 'block', lowMm: [-3, -4, -30], highMm: [60, 60, -2] },
      kind: /^Corner/,
      numbers: [
        ['Diameter of the tip', '0'],
        ['First touch', '400'],
        ['Second touch', '60'],
      ],
      result: /Zero is set on X, Y/,
      stands: ['3.000', '4.000'],
    },
    {
      name: 'the centre of a soundhole is found and its diameters told',
      workpiece: { kind: 'bore', centreXMm: 3, centreYMm: -2, radiusMm: 12, topZMm: 5 },
      kind: /^Centre of a hole/,
      numbers: [
        ['Diameter of the tip', '0'],
        ['Expected diameter', '24'],
        ['Farthest travel', '30'],
        ['First touch', '500'],
        ['Second touch', '60'],
      ],
      result: /Measured 24\.0/,
      stands: ['0.000', '0.000'],
    },
  ] as const) {
    test(name, async ({ bench: { page } }, info) => {
      test.slow()
      await toMachine(page)
      const bench = await controllerOnTcp({ speed: 5, workpiece })
      await connect(page, bench.uri)
      await layout(page, 'Set up', 'Probe')
      await page.getByRole('button', { name: kind }).click()
      await page.getByRole('button', { name: 'Next' }).click()
      for (const [field, text] of numbers) {
        const box = page.getByRole('textbox', { name: field })
        await box.fill(text)
        await box.press('Enter')
      }
      await page.getByRole('button', { name: 'Next' }).click()
      for (const check of await page.getByRole('checkbox').all()) await check.check()
      await shot(page, info.outputDir, 'probe-confirm')
      await page.getByRole('button', { name: 'Start probing' }).click()
      await expect(page.getByText(/the lamp must light/)).toBeVisible()
      bench.controller.strike('probe-touch', 6000)
      await expect(page.getByText(result)).toBeInViewport({ timeout: 45_000 })
      await expect(state(page, 'Ready')).toBeVisible()
      for (const [index, name] of (['X', 'Y'] as const).entries()) {
        await expect(axis(page, name)).toHaveText(stands[index] ?? '')
      }
      await shot(page, info.outputDir, 'probe-found')
      await bench.close()
    })
  }
})
