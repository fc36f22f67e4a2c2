import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { unpackedPath, packDrawing } from '#core/drawing/packed-drawing.ts'
import { distanceMm } from '#core/geometry/point.ts'
import { pathLengthMm } from '#core/geometry/path.ts'
import { checkProgram } from '#core/gcode/check-program.ts'
import { GRBL_1_1 } from '#core/gcode/program-check.ts'
import { inUnits } from '#core/posts/in-units.ts'
import { parsePlan } from '#core/rosette/parse-plan.ts'
import { type CutContext, cutPlan, measuredToolpaths } from '../../src-main/workshop/cut-plan.ts'
import { judgePlan } from '../../src-main/workshop/judge.ts'
import { openLibrary } from '../../src-main/workshop/library-shelf.ts'
import { openPosts } from '../../src-main/workshop/post-shelf.ts'
import { simulateOfPlan } from '../../src-main/workshop/prove-cut.ts'
import { imported } from '../drawing/import-text.ts'

const PLAN_FILE = 'data/examples/leaves-and-soundport.json'
const DRAWING_FILE = 'data/drawings/leaves-and-soundport.dxf'
const library = openLibrary(process.cwd())
const read = parsePlan(readFileSync(PLAN_FILE, 'utf8'), PLAN_FILE)
if (!library.ok || !read.ok) throw new Error('library and example expected')
const plan = read.value
const shelf = library.value
const { tool, machine } = shelf.recordsFor(plan)
if (tool === null || machine === null) throw new Error('the example names no tool or machine')
const context: CutContext = { plan, tool, machine, tools: shelf.tools }
const posts = openPosts(process.cwd()).posts
const grbl = posts.filter(({ id }) => id === 'grbl')

test('is GREEN as it is shipped, and has a pocket, inlays, an engraving, a profile with tabs and holes', () => {
  const { report } = judgePlan(plan, shelf)
  expect(report.findings.filter(({ grade }) => grade !== 'GREEN')).toEqual([])
  expect(report.overall).toBe('GREEN')
  expect(new Set(plan.operations.map(({ kind }) => kind))).toEqual(
    new Set(['inlayFemale', 'inlayMale', 'pocket', 'engrave', 'profile', 'drill']),
  )
  expect(plan.operations.find(({ kind }) => kind === 'profile')).toMatchObject({ tabCount: 3 })
})

test('is drawn in the drawing that is shipped with it, path by path', () => {
  const bytes = new Uint8Array(readFileSync(DRAWING_FILE))
  const [drawing] = plan.drawings
  expect(drawing).toMatchObject({
    sha256: createHash('sha256').update(bytes).digest('hex'),
    sizeBytes: bytes.length,
  })
  const { drawing: clean } = imported(bytes)
  if (clean === null) throw new Error('the drawing says its unit')
  const packed = packDrawing(clean)
  for (const { path, from, name } of plan.drawnPaths) {
    const drawn = unpackedPath(packed, from.pathNumber - 1)
    expect([name, pathLengthMm(path)]).toEqual([name, expect.closeTo(drawn.lengthMm, 6)])
  }
  // the soundhole too, about the plan's own zero
  expect(unpackedPath(packed, 0).circle).toMatchObject({ radiusMm: plan.soundhole.radiusMm })
})

describe('every program', () => {
  const cut = cutPlan(context, grbl)

  test('is clean on its controller, cuts all that it should and nothing that it should not', () => {
    for (const [index, program] of cut.toolpaths.entries()) {
      const text = cut.programs[index]?.text ?? ''
      expect(checkProgram(text, { profile: GRBL_1_1, machine })).toMatchObject({ findings: [] })
      const { findings, gougedMm2, restMm2, removedMm3 } = simulateOfPlan(program, text, context)
      expect([program.id, findings, gougedMm2, restMm2]).toEqual([program.id, [], 0, 0])
      expect(removedMm3).toBeGreaterThan(0)
    }
  })

  test('takes out of the top what its outlines enclose', () => {
    const removed = (id: string) => {
      const index = cut.toolpaths.findIndex((program) => program.id === id)
      const [program, part] = [cut.toolpaths[index], cut.programs[index]]
      if (program === undefined || part === undefined) throw new Error(`no program ${id}`)
      return simulateOfPlan(program, part.text, context).removedMm3
    }
    // the pickguard: 40 by 56 mm less its four corners of 8 mm, 1 mm deep
    expect(removed('2p2-inlay-pockets')).toBeCloseTo(40 * 56 - (4 - Math.PI) * 64, -1)
    // two holes of 3.175 mm, 3.7 mm deep; a hole of so few cells is known to a twentieth
    const holesMm3 = 2 * Math.PI * 1.5875 ** 2 * 3.7
    expect(Math.abs(removed('2r1-drilling') / holesMm3 - 1)).toBeLessThan(0.05)
  })

  test('of the dowel holes goes down where they are drawn, peck by peck, and is as it was', () => {
    const drilling = cut.programs.find(({ stage }) => stage === 'drilling')?.text ?? ''
    const circles = plan.drawnPaths.filter(({ name }) => name.endsWith('dowel'))
    const centres = circles.flatMap(({ path: [piece] }) =>
      piece?.kind === 'arc' ? [piece.centre] : [],
    )
    expect(centres).toHaveLength(2)
    const middles = [...drilling.matchAll(/^(?:G0)?X(-?[\d.]+)Y(-?[\d.]+)$/gm)].map(([, x, y]) => ({
      ...{ xMm: Number(x), yMm: Number(y) },
    }))
    for (const centre of centres) {
      expect(Math.min(...middles.map((at) => distanceMm(at, centre)))).toBeLessThan(0.001)
    }
    expect(Math.min(...[...drilling.matchAll(/Z(-[\d.]+)/g)].map(([, z]) => Number(z)))).toBe(-3.7)
    expect(drilling).toBe(readFileSync('tests/golden/dowel-holes.nc', 'utf8'))
  })

  test('is printed and read back for every controller that is shipped, in mm and in inches', () => {
    const all = posts.flatMap((post) => [inUnits(post, 'mm'), inUnits(post, 'inch')])
    // a text that is not the plan's own motion throws
    const { programs } = cutPlan(context, all)
    expect(programs).toHaveLength(all.length * cut.toolpaths.length)
  })
})

test('a pocket cut a tenth too deep is found', () => {
  const { toolpaths, programs } = cutPlan(context, grbl)
  const index = toolpaths.findIndex(({ id }) => id === '2p2-inlay-pockets')
  const [program, part] = [toolpaths[index], programs[index]]
  if (program === undefined || part === undefined) throw new Error('the pickguard is missing')
  const deeper = part.text.replaceAll('Z-1\n', 'Z-1.1\n')
  expect(deeper).not.toBe(part.text)
  const kinds = simulateOfPlan(program, deeper, context).findings.map(({ kind }) => kind)
  expect(kinds).toContain('gouge')
})

test('the whole of it takes less than half an hour on the bench router', () => {
  const seconds = measuredToolpaths(context).reduce((sum, one) => sum + one.estimatedSeconds, 0)
  expect(seconds).toBeLessThan(30 * 60)
})
