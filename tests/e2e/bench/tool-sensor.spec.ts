import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { test } from './bench-view.ts'
import { layout, openProgram, state, tickAll, toMachine } from './machine-page.ts'

/** A homing machine of the shipped record's travel, with a sensor button on its table. */
const MACHINE = 'virtual:?speed=10&22=1&130=400&131=400&132=80&probe=sensor:-40:-60:4:-50'

const PROGRAM = [
  'G21 G90 G94 G17 G54',
  'T1',
  'M3 S10000',
  'G4 P0.5',
  'G0 Z-10',
  'G0 X-100 Y-100',
  'G1 Z-15 F300',
  'G1 X-110 F800',
  'G0 Z-10',
  'T2 M6',
  'G1 X-120 F800',
  'M5',
  'M30',
  '',
].join('\n')

async function setSensor(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Library', exact: true }).click()
  await page.getByRole('radio', { name: 'Machines' }).click()
  await page.getByRole('row').filter({ hasText: '400 x 400' }).click()
  for (const [name, value] of [
    ['Tool sensor X', '-40'],
    ['Tool sensor Y', '-60'],
    ['Tool sensor start Z', '-20'],
  ] as const) {
    const field = page.getByRole('textbox', { name })
    await field.fill(value)
    await field.press('Enter')
    await expect(field).toHaveValue(/^[-−]\d+/)
  }
}

test('a bit is measured on the fixed sensor in a tool change, and how the page was left comes back', async ({
  bench: { page },
}, info) => {
  test.setTimeout(180_000)
  const shot = (name: string) => page.screenshot({ path: join(info.outputDir, `${name}.png`) })
  await setSensor(page)
  await shot('sensor-setting')
  await toMachine(page)
  await page.getByRole('radio', { name: /controller at an address/ }).check()
  await page.getByRole('textbox', { name: 'Address' }).fill(MACHINE)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(state(page, 'Alarm').or(state(page, 'Locked'))).toBeVisible()
  await page.getByRole('button', { name: /^Home/ }).first().click()
  await expect(state(page, 'Ready')).toBeVisible({ timeout: 60_000 })
  await openProgram(page, 'two-bits.nc', PROGRAM)
  await expect(page.getByText(/Pass over refused lines/)).toBeVisible()
  await tickAll(page)
  await shot('start')
  await page.getByRole('button', { name: /^Start/ }).click()
  const change = page.getByRole('region', { name: 'Change to tool 2' })
  await expect(change.getByText('Measure the bit that was cutting')).toBeVisible()
  await shot('measuring-old')
  const goOn = change.getByRole('button', { name: 'Measure and go on' })
  await expect(goOn).toBeVisible({ timeout: 60_000 })
  await expect(goOn).toBeDisabled()
  await change.getByRole('checkbox', { name: 'The new bit is fitted and tight' }).check()
  await page.setViewportSize({ width: 1280, height: 720 })
  await shot('waiting')
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 1920, height: 1080 })
  await shot('waiting-dark')
  await goOn.click()
  await expect(page.getByText('Cut to the end.')).toBeVisible({ timeout: 60_000 })
  await layout(page, 'Set up', 'Probe')
  await page.reload()
  await toMachine(page)
  await expect(page.getByRole('radio', { name: 'Set up' })).toBeChecked()
  await expect(page.getByRole('radio', { name: 'Probe' })).toBeChecked()
})
