import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import type { TileRing, Plan } from '../../src-core/rosette/plan.schema.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const EXAMPLE = join(ROOT, 'data/examples/classical-mosaic-46.json')

/** Keeps a picture of the page under a name; given by whoever wants pictures. */
export type Shot = (name: string) => Promise<void>

interface Polar {
  readonly radiusMm: number
  readonly angleRad: number
}

function examplePlan(): { plan: Plan; mosaic: TileRing } {
  const plan = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as Plan
  const mosaic = plan.rings.find((ring) => ring.kind === 'tile')
  if (mosaic === undefined) throw new Error(`${EXAMPLE} has no mosaic ring`)
  return { plan, mosaic }
}

/** The joints of a path `M x y L x y M …`, each as its inner and its outer end. */
function jointsOf(path: string): readonly (readonly [Polar, Polar])[] {
  return path
    .split('M')
    .slice(1)
    .map((line) => {
      const [inner, outer] = line.split('L').map((end): Polar => {
        const [xMm = NaN, yMm = NaN] = end.trim().split(/\s+/).map(Number)
        return { radiusMm: Math.hypot(xMm, yMm), angleRad: Math.atan2(yMm, xMm) }
      })
      if (inner === undefined || outer === undefined) throw new Error(`no joint: ${line}`)
      return [inner, outer] as const
    })
}

async function widthPx(shape: Locator): Promise<number> {
  const box = await shape.boundingBox()
  if (box === null) throw new Error('the shape is not on the screen')
  return box.width
}

/** The ring on the screen has the proportions, the tiles and the joints of the plan. */
async function expectDrawnToScale(page: Page): Promise<void> {
  const { plan, mosaic } = examplePlan()
  const drawing = page.locator('.viewport .rosette')
  const outermost = plan.rings.at(-1)
  if (outermost === undefined) throw new Error(`${EXAMPLE} has no ring`)
  const body = (ringId: string) => drawing.locator(`[data-ring="${ringId}"] .ring-body`)
  const pxPerMm = (await widthPx(body(outermost.id))) / (2 * outermost.outerRadiusMm)
  for (const ring of plan.rings) {
    const off = Math.abs((await widthPx(body(ring.id))) - 2 * ring.outerRadiusMm * pxPerMm)
    expect(off, `${ring.name} is drawn to scale, px`).toBeLessThan(0.5)
  }
  const hole = await drawing.locator('.soundhole').getAttribute('d')
  const radius = String(plan.soundhole.radiusMm)
  expect(hole).toMatch(new RegExp(`^M${radius} 0A${radius} ${radius} 0 0 1 -${radius} 0`))
  const path = await drawing.locator('[data-ring="mosaic"] .tile-joints').getAttribute('d')
  const joints = jointsOf(path ?? '')
  expect(joints).toHaveLength(mosaic.tileCount)
  const step = (2 * Math.PI) / mosaic.tileCount
  for (const [index, [inner, outer]] of joints.entries()) {
    expect(inner.radiusMm).toBeCloseTo(mosaic.innerRadiusMm, 4)
    expect(outer.radiusMm).toBeCloseTo(mosaic.outerRadiusMm, 4)
    expect(Math.cos(outer.angleRad - inner.angleRad)).toBeCloseTo(1, 9)
    const first = joints[0]?.[0].angleRad ?? NaN
    expect(Math.cos(inner.angleRad - first - index * step)).toBeCloseTo(1, 9)
  }
}

/** Opens a shipped example from the Plans page. */
export async function openExample(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Plans' }).click()
  const card = page.getByRole('listitem').filter({ hasText: name })
  await expect(card.getByText('Example', { exact: true })).toBeVisible()
  await card.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(page).toHaveURL(/#\/rosette$/)
}

async function readWhyGreen(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Check this plan' }).click()
  const verdict = page.locator('.verdict')
  await expect(verdict.getByText('GREEN', { exact: true })).toBeVisible()
  await expect(verdict).toContainText('This can be cut as planned.')
  await expect(verdict).toContainText('The tightest limit')
  const findings = page.getByRole('region', { name: 'What was checked' }).locator('.finding')
  expect(await findings.count()).toBeGreaterThan(5)
  await findings.first().getByText('How this is worked out').click()
  await expect(findings.first().getByText('Source', { exact: true })).toBeVisible()
}

async function approve(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Approve this plan' }).click()
  await expect(page.getByText('Approved', { exact: true }).last()).toBeVisible()
  await page.getByRole('button', { name: 'See the toolpath' }).click()
}

async function makeRun(page: Page): Promise<void> {
  const paths = page.locator('.viewport .toolpath')
  await expect(paths.locator('.path-cut')).toHaveAttribute('d', /A/)
  await expect(page.getByText('Soundhole', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Make the run' }).click()
  await expect(page.getByText('The run is made.')).toBeVisible()
  await page.getByRole('button', { name: 'Go to the machine' }).click()
}

async function startOnVirtualController(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /virtual controller/ }).check()
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Ready' })).toBeVisible()
  const start = page.getByRole('button', { name: 'Start the rehearsal' })
  await expect(start).toBeDisabled()
  const side = page.locator('.bench-side')
  // The check before the start has answered, and its warnings stand there to be read.
  await expect(side.getByText(/points are right/)).toBeVisible()
  for (const check of await side.getByRole('checkbox').all()) await check.check()
  await start.click()
  await expect(page.getByRole('status').filter({ hasText: 'Cutting' })).toBeVisible()
}

/** Work position as the large read-out shows it. */
async function position(page: Page): Promise<string> {
  return (await page.locator('.dro dd').allInnerTexts()).join(' ')
}

async function expectMoving(page: Page): Promise<void> {
  const before = await position(page)
  await expect.poll(() => position(page)).not.toBe(before)
}

async function holdResumeStop(page: Page): Promise<void> {
  const controls = page.locator('.machine-controls')
  await controls.getByRole('button', { name: 'Hold' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Holding' })).toBeVisible()
  const held = await position(page)
  // Long enough for several reports at the rate they come while a job is on.
  await page.waitForTimeout(700)
  expect(await position(page)).toBe(held)
  await controls.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Cutting' })).toBeVisible()
  await expectMoving(page)
  await page
    .getByRole('banner')
    .getByRole('button', { name: /Stop the machine/ })
    .click()
  await expect(page.getByText(/Stopped by the operator/).first()).toBeVisible()
}

async function findInRuns(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Runs' }).click()
  const row = page.getByRole('row').filter({ hasText: 'Classical mosaic, 46 tiles' })
  await expect(row).toHaveCount(1)
  await expect(row).toContainText('OK')
  await expect(row).toContainText('Stopped')
  await row.click()
  await page.getByRole('button', { name: 'Verify the record' }).click()
  await expect(page.getByText('The record is whole.')).toBeVisible()
}

/** The run is a job of its lane, and its plan has a chart. */
async function findInRisk(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Risk' }).click()
  const job = page.getByRole('table', { name: 'Newest jobs' }).getByRole('row').nth(1)
  await expect(job).toContainText('GREEN')
  await job.click()
  const side = page.getByRole('complementary', { name: 'How the plan went on' })
  await expect(side.getByRole('img', { name: /^1 jobs? of this plan/ })).toBeVisible()
}

/** From the shipped example to a program that runs on the virtual controller. */
export async function cutExample(page: Page): Promise<void> {
  await openExample(page, 'Classical mosaic, 46 tiles')
  await page.getByRole('button', { name: 'Check this plan' }).click()
  await approve(page)
  await makeRun(page)
  await startOnVirtualController(page)
}

/**
 * The main job as a luthier does it, on a page that already shows the app with an empty workshop:
 * from the shipped example to the run in the list.
 */
export async function mainJob(page: Page, shot: Shot = () => Promise.resolve()): Promise<void> {
  await openExample(page, 'Classical mosaic, 46 tiles')
  await expectDrawnToScale(page)
  await shot('rosette')
  await readWhyGreen(page)
  await shot('feasibility')
  await approve(page)
  await makeRun(page)
  await shot('toolpath')
  await startOnVirtualController(page)
  await expectMoving(page)
  // The spindle has spun up and the bit is in the wood when Z is below the top.
  await expect(page.locator('.dro dd[data-axis="Z"]')).toHaveText(/^-/, { timeout: 30_000 })
  await shot('machine')
  await holdResumeStop(page)
  await findInRuns(page)
  await shot('runs')
  await findInRisk(page)
  await shot('risk')
}
