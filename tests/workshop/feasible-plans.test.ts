import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mayProceed } from '#core/feasibility/evaluate.ts'
import { checkPlan } from '#core/rosette/parse-plan.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { cutPlan } from '../../src-main/workshop/cut-plan.ts'
import { judgePlan } from '../../src-main/workshop/judge.ts'
import { openLibrary } from '../../src-main/workshop/library-shelf.ts'
import { openPosts } from '../../src-main/workshop/post-shelf.ts'

const example = JSON.parse(readFileSync('data/examples/classical-mosaic-46.json', 'utf8')) as Plan
const library = openLibrary(process.cwd())
if (!library.ok) throw new Error(library.error.message)
const shelf = library.value
const posts = openPosts(process.cwd()).posts.filter(({ id }) => id === 'grbl')

const method = fc.oneof(
  fc.record({
    kind: fc.constant('onion-skin' as const),
    skinMm: fc.double({ min: 0.1, max: 3, noNaN: true }),
  }),
  fc.record({
    kind: fc.constant('tabs' as const),
    count: fc.integer({ min: 2, max: 12 }),
    widthMm: fc.double({ min: 2, max: 20, noNaN: true }),
    heightMm: fc.double({ min: 0.2, max: 3, noNaN: true }),
  }),
)

/** Plans about the shipped one, many of them nonsense. */
const plans = fc
  .record({
    method,
    topThicknessMm: fc.double({ min: 2, max: 6, noNaN: true }),
    scale: fc.double({ min: 0.3, max: 1.6, noNaN: true }),
    toolId: fc.constantFrom(...shelf.tools.map(({ id }) => id)),
    maxDepthPerPassMm: fc.double({ min: 0.1, max: 2, noNaN: true }),
    finishAllowanceMm: fc.double({ min: 0, max: 1, noNaN: true }),
    clearancePerSideMm: fc.double({ min: 0, max: 0.76, noNaN: true }),
    stepoverRatio: fc.double({ min: 0.05, max: 0.9, noNaN: true }),
    direction: fc.constantFrom('climb' as const, 'conventional' as const),
    chipRatio: fc.double({ min: 0.02, max: 0.05, noNaN: true }),
  })
  .map((draw): unknown => {
    const { method: way, topThicknessMm, scale, chipRatio, ...cutting } = draw
    const diameterMm = shelf.tools.find(({ id }) => id === draw.toolId)?.diameterMm ?? 1
    const feedMmPerMin = chipRatio * diameterMm * 2 * example.cutting.spindleRpm
    return {
      ...example,
      topThicknessMm,
      soundhole: { radiusMm: example.soundhole.radiusMm * scale, method: way },
      rings: example.rings.map((ring) => ({
        ...ring,
        // a ring of another width is not one for the same picture
        ...(ring.kind === 'tile' ? { pattern: null } : {}),
        innerRadiusMm: ring.innerRadiusMm * scale,
        outerRadiusMm: ring.outerRadiusMm * scale,
      })),
      cutting: { ...example.cutting, ...cutting, feedMmPerMin },
    }
  })

test('whatever feasibility lets pass can be planned, posted and proved', () => {
  let passed = 0
  fc.assert(
    fc.property(plans, (drawn) => {
      const plan = checkPlan(drawn, 'drawn plan')
      if (!plan.ok) return
      const { tool, machine } = shelf.recordsFor(plan.value)
      if (tool === null || machine === null)
        throw new Error('the draw names what the library lacks')
      if (!mayProceed(judgePlan(plan.value, shelf).report.overall, true)) return
      passed += 1
      expect(() =>
        cutPlan({ plan: plan.value, tool, machine, tools: shelf.tools }, posts),
      ).not.toThrow()
    }),
    { numRuns: 300, seed: 46 },
  )
  // the test would prove nothing if nearly every plan were refused
  expect(passed).toBeGreaterThan(20)
}, 60_000)
