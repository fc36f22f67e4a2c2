import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { serve } from './bench-view.ts'
import { connect, openProgram, SQUARE, state, tickAll, toMachine } from './machine-page.ts'

const KEPT_SCREENS = process.env['RMOS_SCREENS_DIR']
/** A second address of this computer, as the shop network's; macOS has but the one. */
const NETWORK_ADDRESS = process.platform === 'darwin' ? '127.0.0.1' : '127.0.0.2'

interface Shop {
  readonly pc: Page
  readonly tablet: Page
  readonly errors: string[]
}

async function watched(context: BrowserContext, errors: string[]): Promise<Page> {
  const page = await context.newPage()
  page.on('pageerror', (error) => errors.push(error.message))
  return page
}

/** A shop PC and a tablet, each in a browser of its own; nothing is paired yet. */
const shopTest = test.extend<{ shop: Shop; tabletSize: { width: number; height: number } }>({
  tabletSize: [{ width: 1280, height: 720 }, { option: true }],
  shop: async ({ browser, tabletSize }, use) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'rmos-network-'))
    const server = await serve(dataDir, {}, ['--network', '--address', NETWORK_ADDRESS])
    const errors: string[] = []
    const pcContext = await browser.newContext({ viewport: { width: 1280, height: 720 } })
    const tabletContext = await browser.newContext({ viewport: tabletSize, hasTouch: true })
    const pc = await watched(pcContext, errors)
    const tablet = await watched(tabletContext, errors)
    await pc.goto(server.url)
    await use({ pc, tablet, errors })
    await pcContext.close()
    await tabletContext.close()
    await server.end()
    rmSync(dataDir, { recursive: true, force: true })
    expect(errors).toEqual([])
  },
})

async function toSettings(pc: Page): Promise<void> {
  await pc.getByRole('navigation').getByRole('button', { name: 'Settings' }).click()
}

/** Types the code of the shop PC's Settings page on the tablet. */
async function pair({ pc, tablet }: Shop, name = 'Tablet'): Promise<void> {
  await toSettings(pc)
  const url = await pc.getByRole('list', { name: 'Type on the tablet' }).innerText()
  const code = await pc.getByTestId('pairing-code').innerText()
  await tablet.goto(url)
  await tablet.getByLabel('Code on the shop PC').fill(code)
  await tablet.getByLabel('Name of this device').fill(name)
  await tablet.getByRole('button', { name: 'Pair', exact: true }).click()
  await expect(tablet.getByText('You are watching.')).toBeVisible()
}

async function shot(page: Page, folder: string, name: string): Promise<void> {
  const to = KEPT_SCREENS === undefined ? folder : resolve(KEPT_SCREENS)
  await page.screenshot({ path: join(to, `${name}.png`) })
}

shopTest(
  'a tablet watches a rehearsal, can start nothing, and its STOP stops the machine',
  async ({ shop }, info) => {
    const { pc, tablet } = shop
    await pair(shop)
    await expect(pc.getByText('The code was used.')).toBeVisible()
    await expect(pc.getByRole('button', { name: 'Tablet watches' })).toBeVisible()
    await shot(pc, info.outputDir, 'network-settings')
    await toMachine(pc)
    await connect(pc, 'virtual:')
    await openProgram(pc, 'square.nc', SQUARE)
    await tickAll(pc)
    await toMachine(tablet)
    await expect(state(tablet, 'Ready')).toBeVisible()
    await shot(tablet, info.outputDir, 'tablet-watching')
    await pc.getByRole('button', { name: /^Start/ }).click()
    await expect(state(tablet, 'Cutting')).toBeVisible()
    for (const name of ['Resume', 'Pause, spindle off']) {
      await expect(tablet.getByRole('button', { name }).first()).toBeDisabled()
    }
    await shot(tablet, info.outputDir, 'tablet-watching-job')
    await tablet.getByRole('button', { name: /^Stop the machine/ }).tap()
    await expect(state(pc, 'Ready')).toBeVisible()
    await expect(pc.getByText(/Stopped/).first()).toBeVisible()
  },
)

shopTest(
  'on the cards of plans a watcher finds what changes something off, with the reason',
  async ({ shop }, info) => {
    const { tablet } = shop
    await pair(shop)
    await tablet.getByRole('navigation').getByRole('button', { name: 'Plans' }).click()
    const card = tablet.locator('.plan-card').first()
    const duplicate = card.getByRole('button', { name: 'Duplicate' })
    await expect(duplicate).toBeDisabled()
    await expect(duplicate).toHaveAttribute(
      'title',
      /Shop PC controls RMOS; this page only watches/,
    )
    await expect(card.getByRole('button', { name: 'Open', exact: true })).toBeEnabled()
    await card.getByRole('button', { name: 'Lane and jobs' }).click()
    await expect(tablet.getByRole('button', { name: 'Record the outcome' })).toBeDisabled()
    await shot(tablet, info.outputDir, 'tablet-watching-plans')
    await tablet.getByRole('button', { name: 'Ask for control' }).tap()
    await shop.pc.getByRole('button', { name: 'Hand over' }).click()
    await expect(duplicate).toBeEnabled()
    await expect(duplicate).toHaveAttribute('title', 'Duplicate')
  },
)

shopTest('control goes to the tablet by consent, and back', async ({ shop }, info) => {
  const { pc, tablet } = shop
  await pair(shop)
  await tablet.getByRole('button', { name: 'Ask for control' }).tap()
  await expect(tablet.getByText(/Asked Shop PC/)).toBeVisible()
  await expect(pc.getByRole('alert').filter({ hasText: 'Tablet asks for control.' })).toBeVisible()
  await shot(pc, info.outputDir, 'network-wish')
  await pc.getByRole('button', { name: 'Keep control' }).click()
  await expect(tablet.getByText('Shop PC keeps control.')).toBeVisible()
  await tablet.getByRole('button', { name: 'Ask for control' }).tap()
  await pc.getByRole('button', { name: 'Hand over' }).click()
  await expect(tablet.getByText('You control RMOS from here.')).toBeVisible()
  await expect(pc.getByText('You are watching.')).toBeVisible()
  await toMachine(tablet)
  await connect(tablet, 'virtual:')
  await shot(tablet, info.outputDir, 'tablet-in-control')
  await toMachine(pc)
  await expect(pc.getByRole('button', { name: 'Open a G-code file' })).toBeDisabled()
  await tablet.getByRole('button', { name: 'Give control back' }).tap()
  await expect(tablet.getByText('You are watching.')).toBeVisible()
  await expect(pc.getByText('You are watching.')).toBeHidden()
})

shopTest('a tablet that is revoked sees the pairing page again', async ({ shop }, info) => {
  const { pc, tablet } = shop
  await pair(shop)
  await pc.getByRole('button', { name: 'Revoke Tablet' }).click()
  await expect(tablet.getByRole('heading', { name: 'Pair this device with RMOS' })).toBeVisible()
  await shot(tablet, info.outputDir, 'pairing')
  await tablet.getByLabel('Code on the shop PC').fill('12345678')
  await tablet.getByLabel('Name of this device').fill('Tablet')
  await tablet.getByRole('button', { name: 'Pair', exact: true }).tap()
  await expect(tablet.getByRole('alert')).toHaveText(
    'No code is good now: make a new one on the shop PC.',
  )
  await pc.getByRole('button', { name: 'Pair a device' }).click()
  await pair(shop)
})
