import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parsePlan } from '#core/rosette/parse-plan.ts'
import {
  type CutContext,
  cutPlan,
  PostVerificationError,
} from '../../src-main/workshop/cut-plan.ts'
import { openLibrary } from '../../src-main/workshop/library-shelf.ts'
import { openPosts } from '../../src-main/workshop/post-shelf.ts'
import { proveCut } from '../../src-main/workshop/prove-cut.ts'

const library = openLibrary(process.cwd())
if (!library.ok) throw new Error(library.error.message)
const shelf = library.value
const profiles = openPosts(process.cwd()).posts.filter(({ id }) => id === 'grbl')

function contextOf(example: string): CutContext {
  const plan = parsePlan(readFileSync(`data/examples/${example}.json`, 'utf8'), example)
  if (!plan.ok) throw new Error(plan.error.message)
  const { tool, machine } = shelf.recordsFor(plan.value)
  if (tool === null || machine === null) throw new Error(`${example} names no tool or machine`)
  return { plan: plan.value, tool, machine, tools: shelf.tools }
}

test.each([
  'classical-mosaic-46',
  'rope-and-wheat',
  'steel-string-3-ring',
  'tenor-ukulele-abalone',
])('the programs of %s cut what the plan asks for and nothing else', (example) => {
  const context = contextOf(example)
  expect(() => {
    proveCut(cutPlan(context, profiles), context)
  }).not.toThrow()
})

test('a program that does not belong to the plan is refused with the place', () => {
  const context = contextOf('steel-string-3-ring')
  const cut = cutPlan(context, profiles)
  const [ring] = context.plan.rings
  if (ring === undefined) throw new Error('the example has rings')
  // the plan as it would be with its first channel 0.1 mm narrower
  const narrower = {
    ...context.plan,
    rings: context.plan.rings.map((other) =>
      other === ring ? { ...ring, outerRadiusMm: ring.outerRadiusMm - 0.1 } : other,
    ),
  }
  expect(() => {
    proveCut(cut, { ...context, plan: narrower })
  }).toThrow(PostVerificationError)
})
