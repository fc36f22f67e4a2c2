import { join, resolve } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { test } from './bench-view.ts'
import {
  axis,
  connect,
  layout,
  openProgram,
  SQUARE,
  state,
  tickAll,
  toMachine,
} from './machine-page.ts'

// Set to docs/screens to renew the pictures of the documentation.
const KEPT_SCREENS = process.env['RMOS_SCREENS_DIR']

async function shot(page: Page, folder: string, name: string): Promise<void> {
  const to = KEPT_SCREENS === undefined ? folder : resolve(KEPT_SCREENS)
  await page.screenshot({ path: join(to, `${name}.png`) })
}

async function numberOf(page: Page, name: 'X' | 'Y' | 'Z'): Promise<number> {
  return Number((await axis(page, name).innerText()).replace(/[^0-9.-]/g, ''))
}

async function stands(page: Page): Promise<void> {
  await expect(state(page, 'Ready')).toBeVisible()
  const before = await numberOf(page, 'X')
  await page.waitForTimeout(400)
  expect(await numberOf(page, 'X')).toBe(before)
}

test.describe('working by hand', () => {
  test('a held key of the pad jogs, and letting go stops; zero is set and read back', async ({
    bench: { page },
  }, info) => {
    await toMachine(page)
    await connect(page, 'virtual:')
    await layout(page, 'Set up', 'Jog and zero')
    const right = page.getByRole('button', { name: 'Right, X plus' })
    await right.hover()
    await page.mouse.down()
    await expect.poll(() => numberOf(page, 'X')).toBeGreaterThan(3)
    await page.mouse.up()
    await stands(page)
    await page.getByRole('button', { name: 'Zero X', exact: true }).click()
    await expect(axis(page, 'X')).toHaveText('0.000')
    await expect(page.getByRole('row', { name: /^G54/ })).not.toContainText('0.000 0.000 0.000')
    await shot(page, info.outputDir, 'machine-jog')
  })

  test('a pointer that leaves the pad ends the jog while the button is still down', async ({
    bench: { page },
  }) => {
    await toMachine(page)
    await connect(page, 'virtual:')
    await layout(page, 'Set up', 'Jog and zero')
    await page.getByRole('button', { name: 'Away, Y plus' }).hover()
    await page.mouse.down()
    await expect.poll(() => numberOf(page, 'Y')).toBeGreaterThan(2)
    await page.mouse.move(5, 5)
    await expect(state(page, 'Ready')).toBeVisible()
    const held = await numberOf(page, 'Y')
    await page.waitForTimeout(500)
    expect(await numberOf(page, 'Y')).toBe(held)
    await page.mouse.up()
  })

  test('keys jog only while they are armed, and a window that loses the focus ends it', async ({
    bench: { page },
  }, info) => {
    await toMachine(page)
    await connect(page, 'virtual:')
    await layout(page, 'Set up', 'Jog and zero')
    await page.keyboard.down('ArrowRight')
    await page.waitForTimeout(300)
    await page.keyboard.up('ArrowRight')
    await expect(axis(page, 'X')).toHaveText('0.000')
    await page.getByRole('checkbox', { name: /Keys move the machine/ }).check()
    await expect(page.locator('.machine-armed')).toBeVisible()
    await page.keyboard.down('ArrowRight')
    await expect.poll(() => numberOf(page, 'X')).toBeGreaterThan(2)
    await shot(page, info.outputDir, 'machine-keys-armed')
    await page.evaluate("window.dispatchEvent(new Event('blur'))")
    await stands(page)
    await expect(page.locator('.machine-armed')).toHaveCount(0)
    await page.keyboard.up('ArrowRight')
    await stands(page)
  })

  test('the top is found with a plate: touched by hand, touched quickly, touched slowly', async ({
    bench: { page },
  }, info) => {
    test.slow()
    await toMachine(page)
    // The hand that touches the plate, late enough for the wizard to wait for it.
    await connect(page, 'virtual:?probe=plate:-8&faults=probe-touch:25000ms:1200')
    await layout(page, 'Set up', 'Probe')
    await page.getByRole('button', { name: /Top, by a plate/ }).click()
    await page.getByRole('button', { name: 'Next' }).click()
    const plate = page.getByRole('textbox', { name: 'Plate thickness' })
    await plate.fill('3')
    await plate.press('Enter')
    await page.getByRole('button', { name: 'Next' }).click()
    await expect(page.getByText('3.000 mm', { exact: true })).toBeVisible()
    await shot(page, info.outputDir, 'machine-probe')
    const start = page.getByRole('button', { name: 'Start probing' })
    await expect(start).toBeDisabled()
    for (const check of await page.getByRole('checkbox').all()) await check.check()
    await start.click()
    await expect(page.getByText('Zero is set on Z.')).toBeVisible({ timeout: 60_000 })
    // The plate is 3 mm thick and the bit stands 2 mm above it.
    // The position counts from the new zero with the controller's next report.
    await expect.poll(() => numberOf(page, 'Z')).toBeCloseTo(5, 1)
  })
})

test('a file is opened, judged, cut, held, slowed, resumed and stopped; its report says so', async ({
  bench: { page },
}, info) => {
  test.slow()
  await toMachine(page)
  await openProgram(page, 'square.nc', SQUARE)
  await connect(page, 'virtual:')
  await expect(page.locator('.program-picture, .flat-path').first()).toBeVisible()
  const start = page.getByRole('button', { name: 'Start the rehearsal' })
  await expect(start).toBeDisabled()
  await tickAll(page)
  await shot(page, info.outputDir, 'machine-ready')
  await start.click()
  await expect(state(page, 'Cutting')).toBeVisible()
  await expect(axis(page, 'Z')).toHaveText(/^-/, { timeout: 30_000 })
  await page.getByRole('slider', { name: 'Feed' }).fill('60')
  await page.getByRole('slider', { name: 'Feed' }).blur()
  await expect(page.locator('.machine-rates')).toContainText('60 %', { timeout: 20_000 })
  await shot(page, info.outputDir, 'machine-cutting')
  const controls = page.locator('.machine-controls')
  await controls.getByRole('button', { name: 'Hold' }).click()
  await expect(state(page, 'Holding')).toBeVisible()
  await controls.getByRole('button', { name: 'Resume' }).click()
  await expect(page.locator('.machine-streaming, .machine-draining')).toBeVisible()
  await page
    .getByRole('banner')
    .getByRole('button', { name: /Stop the machine/ })
    .click()
  await expect(page.getByText(/Stopped by the operator/).first()).toBeVisible()
  const report = page.getByRole('region', { name: 'Report' })
  await expect(report).toContainText('Held')
  await expect(report).toContainText('Overrides used')
  await shot(page, info.outputDir, 'machine-report')
})

test('going on from a line shows what is sent first, and wants three yeses', async ({
  bench: { page },
}, info) => {
  test.slow()
  await toMachine(page)
  await openProgram(page, 'square.nc', SQUARE)
  await connect(page, 'virtual:')
  // A controller that has just been switched on does not know where it is: zero is set first.
  await layout(page, 'Set up', 'Jog and zero')
  await page.getByRole('button', { name: 'Zero X and Y' }).click()
  await expect(state(page, 'Ready')).toBeVisible()
  await page.getByRole('button', { name: 'Zero Z' }).click()
  await expect(state(page, 'Ready')).toBeVisible()
  await layout(page, 'Job')
  await tickAll(page)
  await page.getByRole('button', { name: 'Start the rehearsal' }).click()
  await expect(axis(page, 'X')).toHaveText(/^1/, { timeout: 30_000 })
  await page.keyboard.press('Control+.')
  await expect(page.getByText(/Stopped by the operator/).first()).toBeVisible()
  await expect(state(page, 'Ready')).toBeVisible()
  await page.getByRole('button', { name: 'Go on from a line' }).click()
  const line = page.getByRole('textbox', { name: 'Line' })
  await line.fill('9')
  await line.press('Enter')
  await page.getByRole('button', { name: 'Show what will be sent' }).click()
  await expect(page.getByText('First, one at a time')).toBeVisible()
  await shot(page, info.outputDir, 'machine-resume')
  const go = page.getByRole('button', { name: 'Go on cutting' })
  await expect(go).toBeDisabled()
  for (const check of await page.locator('.bench-side').getByRole('checkbox').all()) {
    await check.check()
  }
  await go.click()
  await expect(state(page, 'Cutting')).toBeVisible()
  await page.keyboard.press('Control+.')
  await expect(page.getByText(/Stopped by the operator/).first()).toBeVisible()
})

test('a tool change waits for the new bit, and goes on where it left', async ({
  bench: { page },
}, info) => {
  test.slow()
  await toMachine(page)
  const lines = SQUARE.split('\n')
  lines.splice(8, 0, 'T2 M6')
  await openProgram(page, 'two-tools.nc', lines.join('\n'))
  await connect(page, 'virtual:')
  await tickAll(page)
  await page.getByRole('button', { name: 'Start the rehearsal' }).click()
  await expect(page.getByText('Change to tool 2')).toBeVisible({ timeout: 40_000 })
  const go = page.getByRole('button', { name: 'Go on with the new bit' })
  await expect(go).toBeDisabled({ timeout: 30_000 })
  await shot(page, info.outputDir, 'machine-tool-change')
  await page.getByRole('checkbox', { name: 'The new bit is fitted and tight' }).check()
  await page.getByRole('checkbox', { name: /Z is set for the new bit/ }).check()
  await go.click()
  await expect(state(page, 'Cutting')).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('Control+.')
  await expect(page.getByText(/Stopped by the operator/).first()).toBeVisible()
})
