import { expect, test } from 'vitest'
import { planWithPocket, roundedBox } from '../../tests/workshop/drawn-plan.ts'
import { openLibrary } from './library-shelf.ts'
import { openPosts } from './post-shelf.ts'
import { simulateProgramJob } from './simulate-program-job.ts'

const watch = { tell: () => undefined, hear: () => Promise.reject(new Error('nothing is said')) }

function orderFor(heightMm: number) {
  const library = openLibrary(process.cwd())
  if (!library.ok) throw new Error(library.error.message)
  const { posts } = openPosts(process.cwd())
  const profile = posts.find(({ id }) => id === 'grbl')
  // the shipped router travels 400 mm
  const box = roundedBox({ xMm: 120, yMm: 0 }, 12, heightMm, 4)
  const plan = planWithPocket(box, { toolId: 'downcut-3.2-2f', depthMm: 1 })
  const { tool, machine } = library.value.recordsFor(plan)
  if (profile === undefined || tool === null || machine === null) throw new Error('not shipped')
  const context = { plan, tool, machine, tools: library.value.tools }
  return { context, programId: '2p1-inlay-pockets', profile }
}

test('a program longer than the travel is refused in one sentence with value and limit, not as a defect', () => {
  const proved = simulateProgramJob(orderFor(460), watch)
  if (proved.ok) throw new Error('it was proved')
  expect(proved.error.kind).toBe('blocked')
  // 460 mm less the bit of 3.175 mm
  expect(proved.error.message).toMatch(
    /posted by grbl: needs 456\.\d+ mm along Y, the machine travels 400 mm$/,
  )
})

test('one that fits is proved', () => {
  const proved = simulateProgramJob(orderFor(60), watch)
  expect(proved.ok && proved.value.findings).toEqual([])
})
