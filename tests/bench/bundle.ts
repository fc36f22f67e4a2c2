import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { success } from '#core/outcome/result.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { bundleOf, zipOf } from '../../src-main/workshop/bundle.ts'
import { type CutContext, cutPlan, measuredToolpaths } from '../../src-main/workshop/cut-plan.ts'
import { judgePlan } from '../../src-main/workshop/judge.ts'
import { makeRun } from '../../src-main/workshop/make-run.ts'
import { openWorkshop, type Workshop } from '../../src-main/workshop/open-workshop.ts'
import { proveCut } from '../../src-main/workshop/prove-cut.ts'
import { twelveRings } from '../fixtures/twelve-rings.ts'
import { watchChildMemory } from './child-memory.ts'

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function row(name: string, cells: readonly (string | number)[]): void {
  const shown = cells.map((cell) =>
    (typeof cell === 'number' ? cell.toFixed(0) : cell).padStart(10),
  )
  process.stdout.write(`${name.padEnd(26)}${shown.join('')}\n`)
}

/** Does a step and tells what it took by the clock and of this process's CPU. */
function timed<T>(name: string, note: (made: T) => string, step: () => T): T {
  const [startedMs, startedCpu] = [performance.now(), cpuMs()]
  const made = step()
  row(name, [performance.now() - startedMs, cpuMs() - startedCpu, note(made)])
  return made
}

function lineCount(texts: readonly { readonly text: string }[]): string {
  return `${String(texts.reduce((sum, { text }) => sum + text.split('\n').length - 1, 0))} lines`
}

/** What each step takes when one process does it all: the first time, everything compiled on the way. */
function split({ library, posts }: Workshop, plan: Plan): void {
  const { tool, machine } = library.recordsFor(plan)
  if (tool === null || machine === null) throw new Error('tool and machine expected')
  const context: CutContext = { plan, tool, machine, tools: library.tools }
  row('step', ['ms', 'CPU ms', ''])
  timed(
    'feasibility',
    ({ report }) => report.overall,
    () => judgePlan(plan, library),
  )
  timed(
    'toolpaths',
    (made) => `${String(made.length)} prog.`,
    () => measuredToolpaths(context),
  )
  for (const post of posts.posts) {
    timed(
      `post ${post.id}`,
      ({ programs }) => lineCount(programs),
      () => cutPlan(context, [post]),
    )
  }
  const cut = cutPlan(context, posts.posts)
  timed(
    'simulation',
    () => `${String(cut.toolpaths.length)} prog.`,
    () => {
      proveCut(cut, context)
    },
  )
}

/** From the plan to the zip on the disk, as the program does it: through the CAM process and the run store. */
async function whole(workshop: Workshop, plan: Plan, dataDir: string): Promise<void> {
  const { posts, workplace, runStore } = workshop
  const memory = watchChildMemory()
  const delays = monitorEventLoopDelay({ resolution: 5 })
  delays.enable()
  const startedMs = performance.now()
  const made = await makeRun(
    {
      plan,
      planId: null,
      jobName: plan.name,
      profiles: posts.posts,
      summary: { plan },
      approve: ({ planSha256, feasibilitySha256 }) =>
        success({
          planSha256,
          feasibilitySha256,
          approvedAtUtc: '2026-11-21T00:00:00.000Z',
          actor: 'bench',
          acknowledgement: null,
        }),
    },
    workplace,
  )
  if (!made.ok) throw new Error(made.error.message)
  const { artifact, status } = made.value
  if (status !== 'OK') throw new Error(artifact.decision.block_reason ?? status)
  const madeMs = performance.now()
  const files = await bundleOf(artifact, { runStore, posts: posts.posts })
  if (!files.ok) throw new Error(files.error.message)
  const zip = await zipOf(files.value)
  writeFileSync(join(dataDir, 'bundle.zip'), zip)
  delays.disable()
  row('plan to recorded run', [madeMs - startedMs, '', `${String(posts.posts.length)} posts`])
  row('recorded run to zip', [performance.now() - madeMs, '', `${String(zip.length)} bytes`])
  row('plan to bundle', [performance.now() - startedMs, '', 'limit 3000'])
  row('main held up at most', [delays.max / 1e6, '', 'limit 50'])
  row('peak MB, main', [process.resourceUsage().maxRSS / 1024, '', ''])
  row('peak MB, CAM process', [memory.peakMb() ?? 'not seen', '', 'limit 500'])
}

/**
 * `node tests/bench/bundle.ts`: twelve rings with a channel each, from the plan to the bundle of all
 * controllers' programs: first step by step in one process, then as the program does it, cold and warm.
 */
async function main(): Promise<void> {
  // as scripts/rmos.mjs does: the CAM process finds its modules compiled, but for the first start of all
  process.env['NODE_COMPILE_CACHE'] ??= join(process.cwd(), 'node_modules', '.cache', 'compile')
  const dataDir = mkdtempSync(join(tmpdir(), 'rmos-bundle-'))
  const opened = await openWorkshop({
    dataDir,
    installDir: process.cwd(),
    shell: 'command-line',
    spawnEngine: () => {
      throw new Error('no engine is wanted here')
    },
    log: () => undefined,
  })
  if (!opened.ok) throw new Error(opened.error.message)
  const plan = twelveRings()
  try {
    const isWholeOnly = process.argv.includes('--whole')
    if (!isWholeOnly) split(opened.value, plan)
    for (const state of ['cold CAM process', 'warm CAM process']) {
      process.stdout.write(`\n${state}\n`)
      await whole(opened.value, plan, dataDir)
    }
  } finally {
    await opened.value.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

await main()
