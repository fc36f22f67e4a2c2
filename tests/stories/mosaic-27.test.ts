import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { colourCounts } from '#core/pattern/grid.ts'
import type { MosaicRecipe } from '#core/pattern/mosaic-recipe.schema.ts'
import { rebuildPattern } from '#core/pattern/rebuild-pattern.ts'
import { parsePlan } from '#core/rosette/parse-plan.ts'
import { solveRosette } from '#core/rosette/solve-rosette.ts'
import { rmos, scratchFolder } from '../cli/rmos-process.ts'

const EXAMPLE = 'data/examples/classical-mosaic-46.json'
const scratch = scratchFolder()
afterAll(scratch.remove)
const dataDir = join(scratch.path, 'data')

const parsed = parsePlan(readFileSync(EXAMPLE, 'utf8'), EXAMPLE)
if (!parsed.ok) throw new Error(parsed.error.message)
const plan = parsed.value
const ring = plan.rings.find(({ kind }) => kind === 'tile')
if (ring?.kind !== 'tile' || ring.pattern === null) throw new Error('the example has its picture')
const { pattern } = ring

interface RecipeDocument {
  readonly rings: readonly {
    readonly kind: string
    readonly logLengthMm: number
    readonly sacrificialRowsPerSide: number
    readonly taper: string
    readonly mosaic: MosaicRecipe
  }[]
}

/** The recipe as `plan recipe --json` prints it, and nothing else. */
async function printedRecipe(file: string): Promise<RecipeDocument['rings'][number]> {
  const { code, stdout, stderr } = await rmos(dataDir, 'plan', 'recipe', file, '--json')
  expect(stderr).not.toMatch(/error/i)
  expect(code).toBe(0)
  const tile = (JSON.parse(stdout) as RecipeDocument).rings.find(({ kind }) => kind === 'tile')
  if (tile === undefined) throw new Error('no ring of tiles in the recipe')
  return tile
}

describe('story 1: a 27-row mosaic round an 84 mm hole', () => {
  test('46 tiles, the taper of golden row 1, and one tile fewer or more to choose', () => {
    const solved = solveRosette(plan).rings.find((candidate) => candidate.ring.id === ring.id)
    const tiles = solved?.tiles
    if (tiles == null) throw new Error('not solved')
    const near = (value: number, golden: number) => {
      expect(Math.abs(value - golden)).toBeLessThanOrEqual(0.005)
    }
    expect(tiles.tileCount).toBe(46)
    near(tiles.innerWidthMm, 6.567)
    near(tiles.middleWidthMm, 7.49)
    near(tiles.outerWidthMm, 8.413)
    near(tiles.includedAngleDeg, 7.8261)
    near(tiles.faceAngleDeg, 3.913)
    near(tiles.rectangularGapMm, 1.844)
    near(tiles.columnInnerWidthMm, 0.438)
    near(tiles.columnOuterWidthMm, 0.561)
    // edge loss 0.92 mm is above half a cell, 0.25 mm
    near(tiles.taperDecision.edgeLossMm, 0.922)
    near(tiles.taperDecision.limitMm, 0.25)
    expect(tiles.taperDecision.taper).toBe('column')
    const counts = tiles.choice.options.map(({ tileCount }) => tileCount)
    expect(counts).toEqual(expect.arrayContaining([45, 46, 47]))
  })

  test('a log of 142.0 mm with five spares and 129.0 mm without, one sacrificial row a side', async () => {
    const recipe = await printedRecipe(EXAMPLE)
    expect(recipe.logLengthMm).toBeCloseTo(142, 9)
    expect(recipe.sacrificialRowsPerSide).toBe(1)
    expect(recipe.taper).toBe('column')
    const bare = { ...plan, stock: { ...plan.stock, spareTiles: 0 } }
    const log = solveRosette(bare).rings.find((solved) => solved.ring.id === ring.id)?.tiles?.log
    expect(log?.lengthMm).toBeCloseTo(129, 9)
    expect(log?.yieldRatio).toBeCloseTo(0.713, 3)
  })

  test('the cut list has 27 pieces for each unlike column, and all cells of the picture by colour', async () => {
    const { mosaic } = await printedRecipe(EXAMPLE)
    const unlike = new Set(
      Array.from({ length: ring.columns }, (_, column) =>
        pattern.rows.map((row) => row.charAt(column)).join(''),
      ),
    ).size
    expect(mosaic.plates).toHaveLength(unlike)
    expect(mosaic.pieceCount).toBe(27 * unlike)
    const pieces = mosaic.cutList.reduce((sum, entry) => sum + entry.pieces, 0)
    expect(pieces).toBe(27 * unlike)
    const cells = Object.fromEntries(mosaic.cutList.map((entry) => [entry.key, entry.cells]))
    expect(cells).toEqual(Object.fromEntries(colourCounts(pattern)))
  })

  test('three jigs, the judgement and the channel programs, from the plan file alone', async () => {
    for (const jig of ['slicing-box-mosaic', 'taper-sled-mosaic', 'ring-form']) {
      const file = join(scratch.path, `${jig}.pdf`)
      const exported = await rmos(dataDir, 'jig', 'export', EXAMPLE, '--jig', jig, '-o', file)
      expect(exported).toMatchObject({ code: 0 })
      expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-')
    }
    const out = join(scratch.path, 'out')
    const ran = await rmos(dataDir, 'run', EXAMPLE, '--post', 'grbl', '--out', out)
    expect(ran).toMatchObject({ code: 0 })
    expect(ran.stderr).toMatch(/GREEN/)
  }, 60_000)
})

describe('story 2: the picture out of the recipe alone', () => {
  test('every cell of the printed recipe’s picture is the source’s', async () => {
    const { mosaic } = await printedRecipe(EXAMPLE)
    const rebuilt = rebuildPattern(mosaic)
    if (!rebuilt.ok) throw new Error(rebuilt.error.message)
    expect(rebuilt.value.rows).toEqual(pattern.rows)
  })

  test('two veneers changed over in one stack are noticed, whichever they are', async () => {
    const { mosaic } = await printedRecipe(EXAMPLE)
    let changed = 0
    for (const [at, plate] of mosaic.plates.entries()) {
      for (let piece = 1; piece < plate.stack.length; piece += 1) {
        const stack = [...plate.stack]
        const [below, above] = [stack[piece - 1], stack[piece]]
        if (below === undefined || above === undefined || below.key === above.key) continue
        stack[piece - 1] = above
        stack[piece] = below
        const plates = mosaic.plates.map((other, index) =>
          index === at ? { ...other, stack } : other,
        )
        expect(rebuildPattern({ ...mosaic, plates }).ok).toBe(false)
        changed += 1
      }
    }
    expect(changed).toBeGreaterThan(50)
  })
})
