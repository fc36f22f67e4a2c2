import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { findChromium } from '../../../scripts/find-chromium.mjs'
import { sectorsOf } from '../../../src-core/rosette/place-on-rosette.ts'
import type { Plan, TileRing } from '../../../src-core/rosette/plan.schema.ts'
import { largePlan } from '../../fixtures/large-plan.ts'
import { openExample } from '../main-job.ts'
import { test } from './bench-view.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
// Set to docs/screens to renew the pictures of the documentation.
const KEPT_SCREENS = process.env['RMOS_SCREENS_DIR']
const executablePath = findChromium()

// WebGL by the processor, where the machine that runs the tests has no graphics card.
test.use({
  launchOptions: {
    args: ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
    ...(executablePath !== undefined && { executablePath }),
  },
})

function tileRing(plan: Plan): TileRing & { pattern: NonNullable<TileRing['pattern']> } {
  const ring = plan.rings.find((candidate) => candidate.kind === 'tile')
  if (ring?.kind !== 'tile' || ring.pattern === null) throw new Error('a pictured ring')
  return { ...ring, pattern: ring.pattern }
}

/** One ring of 40 tiles in a book, each with 27 × 15 cells of their own. */
function smallPlan(): Plan {
  const plan = largePlan(1, 40)
  const [ring] = plan.rings
  if (ring?.kind !== 'tile') throw new Error('a tile ring')
  return { ...plan, name: 'One ring', rings: [{ ...ring, assembly: 'book' }] }
}

async function importPlan(page: Page, plan: Plan): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Plans' }).click()
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'plan.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(plan)),
    })
  await expect(page.locator('.viewport .rosette')).toBeVisible()
}

interface Place {
  readonly x: number
  readonly y: number
}

/** Where a point of the drawing is in the window, px. */
async function placeOf(page: Page, xMm: number, yMm: number): Promise<Place> {
  return await page.evaluate<Place>(
    `(() => {
      const matrix = document.querySelector('.viewport .rosette').getScreenCTM()
      const { x, y } = new DOMPoint(${String(xMm)}, ${String(yMm)}).matrixTransform(matrix)
      return { x, y }
    })()`,
  )
}

/** Middle of a cell of the pattern in a tile, mm. */
function middleOf(ring: TileRing, place: { tile: number; column: number; row: number }) {
  const [sector] = sectorsOf(ring, { ringId: ring.id, ...place })
  if (sector === undefined) throw new Error('a cell has a place')
  const radius = (sector.innerRadiusMm + sector.outerRadiusMm) / 2
  const angle = (sector.fromRad + sector.toRad) / 2
  return { xMm: radius * Math.cos(angle), yMm: radius * Math.sin(angle) }
}

type Rgb = readonly number[]

/** What is painted at a place of the window: red, green and blue, 0 to 255. */
async function colourAt(page: Page, { x, y }: Place): Promise<Rgb> {
  return await page.evaluate<Rgb>(
    `(() => {
      const canvas = document.querySelector('.rosette-picture')
      const box = canvas.getBoundingClientRect()
      const scale = canvas.width / box.width
      const at = [(${String(x)} - box.left) * scale, (${String(y)} - box.top) * scale]
      return Array.from(canvas.getContext('2d').getImageData(at[0], at[1], 1, 1).data.slice(0, 3))
    })()`,
  )
}

const rgbOf = (colour: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))

const apart = (a: Rgb, b: Rgb) => Math.hypot(...a.map((part, index) => part - (b[index] ?? 0)))

test('every cell has its own colour where it lies in the ring, from afar and close up', async ({
  bench: { page },
}) => {
  const plan = smallPlan()
  const ring = tileRing(plan)
  await page.setViewportSize({ width: 1920, height: 1080 })
  await importPlan(page, plan)
  const { palette, rows } = ring.pattern
  /** The palette's letter that looks most like what is painted, for cells all over some tiles. */
  const expectCells = async (
    tiles: readonly number[],
    rowsSeen: readonly number[],
    mostApart: number,
  ) => {
    for (const tile of tiles) {
      for (const row of rowsSeen) {
        for (const column of [1, 7, 13]) {
          const { xMm, yMm } = middleOf(ring, { tile, column, row })
          const seen = await colourAt(page, await placeOf(page, xMm, yMm))
          const [nearest] = palette.toSorted(
            (a, b) => apart(rgbOf(a.colour), seen) - apart(rgbOf(b.colour), seen),
          )
          const where = `tile ${String(tile)}, row ${String(row)}, column ${String(column)}`
          expect(nearest?.key, where).toBe(rows[row]?.charAt(column))
          expect(apart(rgbOf(nearest?.colour ?? ''), seen), where).toBeLessThanOrEqual(mostApart)
        }
      }
    }
  }
  // Cells of 3 px take something from their neighbours.
  await expectCells([0, 7, 20, 33, 39], [2, 13, 24], 90)
  const { x, y } = await placeOf(page, 0, 51.75)
  await page.mouse.move(x, y)
  for (let turn = 0; turn < 3; turn += 1) await page.mouse.wheel(0, -400)
  await expect
    .poll(async () => (await placeOf(page, 1, 0)).x - (await placeOf(page, 0, 0)).x)
    .toBeGreaterThan(25)
  await expectCells([0, 39], [11, 13, 15], 0)
})

test('what the pointer is on is lit: the cell, its tile, and the same cell in the detail', async ({
  bench: { page },
}) => {
  const plan = smallPlan()
  const ring = tileRing(plan)
  await importPlan(page, plan)
  await page.getByRole('navigation').getByRole('button', { name: 'Rosette' }).click()
  const { xMm, yMm } = middleOf(ring, { tile: 12, column: 4, row: 9 })
  const { x, y } = await placeOf(page, xMm, yMm)
  await page.mouse.move(x, y)
  await expect(page.locator('.rosette .lit-tile')).toHaveCount(1)
  await expect(page.locator('.rosette .lit-cell')).toHaveCount(1)
  await expect(page.locator('.tile-detail')).toContainText('Tile 13')
  await expect(page.locator('.tile-detail .lit-cell')).toHaveCount(1)
  const centre = await placeOf(page, 0, 0)
  await page.mouse.move(centre.x, centre.y)
  await expect(page.locator('.lit-cell')).toHaveCount(0)
})

interface TextBox {
  readonly words: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

test('rings are selected by keys, and no two texts of the drawing touch', async ({
  bench: { page },
}) => {
  await page.setViewportSize({ width: 1280, height: 720 })
  await importPlan(page, largePlan())
  await page.keyboard.press(']')
  await expect(page.locator('.ring-row-on')).toContainText('Ring 2')
  await page.keyboard.press('[')
  await page.keyboard.press('[')
  await expect(page.locator('.ring-row-on')).toContainText('Ring 12')
  const ring = page.locator('.rosette [data-ring="ring-3"]')
  await ring.focus()
  await page.keyboard.press('Enter')
  await expect(ring).toHaveAttribute('aria-pressed', 'true')
  const boxes = await page.evaluate<readonly TextBox[]>(
    `Array.from(document.querySelectorAll('.dimensions text, .tile-detail text'), (text) => {
      const { left, right, top, bottom } = text.getBoundingClientRect()
      return { words: text.textContent, left, right, top, bottom }
    })`,
  )
  expect(boxes.length).toBeGreaterThan(15)
  for (const [index, a] of boxes.entries()) {
    for (const b of boxes.slice(index + 1)) {
      const touch =
        a.left < b.right && b.left < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom
      expect(touch, `${a.words} and ${b.words}`).toBe(false)
    }
  }
})

test('the saved drawing is the one the command line draws, byte for byte; a picture prints 1:1', async ({
  bench: { page },
}) => {
  const plan = smallPlan()
  await importPlan(page, plan)
  const save = page.getByRole('button', { name: 'Save', exact: true })
  await page.getByRole('button', { name: 'Save a picture' }).click()
  const [svg] = await Promise.all([page.waitForEvent('download'), save.click()])
  expect(svg.suggestedFilename()).toBe('one-ring.svg')
  const folder = mkdtempSync(join(tmpdir(), 'rmos-drawing-'))
  try {
    const file = join(folder, 'plan.json')
    const out = join(folder, 'out.svg')
    writeFileSync(file, JSON.stringify(plan))
    const rendered = spawnSync(
      process.execPath,
      [join(ROOT, 'scripts/rmos.mjs'), 'plan', 'render', file, '-o', out],
      { cwd: ROOT },
    )
    expect(rendered.status).toBe(0)
    const kept = readFileSync(await svg.path(), 'utf8')
    expect(kept).toBe(readFileSync(out, 'utf8'))
    await page.getByRole('button', { name: 'Save a picture' }).click()
    await page.getByRole('radio', { name: 'PNG' }).click()
    await page.getByRole('radio', { name: '150 dpi' }).click()
    const [png] = await Promise.all([page.waitForEvent('download'), save.click()])
    expect(png.suggestedFilename()).toBe('one-ring.png')
    const bytes = readFileSync(await png.path())
    const widthMm = Number(/width="([\d.]+)mm"/.exec(kept)?.[1])
    expect(bytes.readUInt32BE(16)).toBe(Math.round((widthMm * 150) / 25.4))
    expect(bytes.subarray(37, 41).toString()).toBe('pHYs')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('in space twelve rings of 200 tiles take few drawing calls, and slicing lays the tiles', async ({
  bench: { page },
}, info) => {
  test.slow()
  await importPlan(page, largePlan())
  await page.getByRole('radio', { name: '3D' }).click()
  const canvas = page.locator('.stage-picture canvas')
  await expect(canvas).toHaveAttribute('data-draw-calls', /\d/)
  expect(Number(await canvas.getAttribute('data-draw-calls'))).toBeLessThanOrEqual(50)
  const slices = page.getByRole('slider', { name: 'Slice the log' })
  await slices.fill('0.5')
  await expect(page.locator('.stage-slicing')).toContainText('100 of 200 tiles laid')
  await page.getByRole('slider', { name: 'Taper shown' }).fill('3')
  const folder = KEPT_SCREENS === undefined ? info.outputDir : resolve(KEPT_SCREENS)
  await openExample(page, 'Classical mosaic, 46 tiles')
  await page.getByRole('radio', { name: '3D' }).click()
  await slices.fill('0.62')
  await expect(canvas).toHaveAttribute('data-draw-calls', /\d/)
  await page.screenshot({ path: join(folder, 'rosette-3d.png') })
})

test('without WebGL the flat drawing stays, with the reason; a lost picture can be built again', async ({
  bench: { page },
}) => {
  await importPlan(page, smallPlan())
  await page.getByRole('radio', { name: '3D' }).click()
  await expect(page.locator('.stage-picture canvas')).toBeVisible()
  await page.evaluate(
    "document.querySelector('.stage-picture canvas').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()",
  )
  await expect(page.getByText('The graphics card has dropped the picture.')).toBeVisible()
  await expect(page.locator('.viewport .rosette')).toBeVisible()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.locator('.stage-picture canvas')).toBeVisible()
  await page.getByRole('radio', { name: 'Drawing' }).click()
  await page.evaluate('HTMLCanvasElement.prototype.getContext = (() => null)')
  await page.getByRole('radio', { name: '3D' }).click()
  await expect(page.getByText('The view in space needs WebGL')).toBeVisible()
  await expect(page.locator('.viewport .rosette')).toBeVisible()
})
