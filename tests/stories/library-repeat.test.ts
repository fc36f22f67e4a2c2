import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'
import { parsePlan } from '#core/rosette/parse-plan.ts'
import { openWorkshop, type Workshop } from '../../src-main/workshop/open-workshop.ts'

const EXAMPLE = 'data/examples/classical-mosaic-46.json'
const folders: string[] = []
const shops: Workshop[] = []
afterAll(async () => {
  for (const shop of shops) await shop.close()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

async function value<T>(answer: Result<T, Problem> | Promise<Result<T, Problem>>): Promise<T> {
  const result = await answer
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

async function openShop(): Promise<Workshop> {
  const dataDir = mkdtempSync(join(tmpdir(), 'rmos-story-'))
  folders.push(dataDir)
  const shop = await value(
    openWorkshop({
      dataDir,
      installDir: process.cwd(),
      shell: 'command-line',
      spawnEngine: () => {
        throw new Error('nothing is cut in this story')
      },
      log: () => undefined,
    }),
  )
  shops.push(shop)
  return shop
}

/** Judge, approve, make the run: the texts of its programs. */
async function programsOf({ handlers }: Workshop, planId: string): Promise<readonly string[]> {
  const { planSha256, feasibilitySha256 } = await value(handlers.job.evaluate({ planId }))
  await value(
    handlers.job.approve({ planId, planSha256, feasibilitySha256, acknowledgement: null }),
  )
  const { runId } = await value(handlers.runs.create({ planId, postIds: ['grbl'], units: null }))
  const { artifact } = await value(handlers.runs.show({ runId }))
  const texts: string[] = []
  for (const { program_id: programId } of artifact.outputs.programs) {
    texts.push((await value(handlers.runs.programText({ runId, programId }))).text)
  }
  return texts
}

test('story 12: another maker repeats a rosette from the library with the same G-code', async () => {
  const parsed = parsePlan(readFileSync(EXAMPLE, 'utf8'), EXAMPLE)
  if (!parsed.ok) throw new Error(parsed.error.message)
  const first = await openShop()
  const { planId } = await value(first.handlers.plans.create({ plan: parsed.value }))
  const programs = await programsOf(first, planId)
  expect(programs).toHaveLength(3)
  const library = await value(first.handlers.plans.exportLibrary({ planId }))

  const second = await openShop()
  const taken = await value(
    second.handlers.plans.importLibrary({ fileName: library.fileName, text: library.text }),
  )
  const [repeatedId] = taken.planIds
  if (repeatedId === undefined) throw new Error('the library brought no plan')
  expect(await programsOf(second, repeatedId)).toEqual(programs)
  // and once more, on the same bench
  expect(await programsOf(second, repeatedId)).toEqual(programs)
  // the library of the second shop is the file it was given
  const again = await value(second.handlers.plans.exportLibrary({ planId: repeatedId }))
  expect(again.text).toBe(library.text)
})
