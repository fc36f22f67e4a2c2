import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { CamProgress } from '#core/contract/cam.contract.ts'
import { success } from '#core/outcome/result.ts'
import { parsePlan } from '#core/rosette/parse-plan.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { camModulePath } from '../../src-main/cam/cam-module.ts'
import type { EngineLink } from '../../src-main/machine/engine-link.ts'
import { forkEngine } from '../../src-main/machine/fork-engine.ts'
import { makeRun, type RunRequest } from '../../src-main/workshop/make-run.ts'
import { openWorkshop, type Workshop } from '../../src-main/workshop/open-workshop.ts'
import { twelveRings } from '../fixtures/twelve-rings.ts'

/** Bounds against hanging: the CAM process gives way to everything else on a busy machine. */
const WAIT = { timeout: 200_000, interval: 5 }
vi.setConfig({ testTimeout: 240_000 })

/** A workshop whose CAM processes are at hand, and what it told of them. */
async function opened() {
  const dataDir = mkdtempSync(join(tmpdir(), 'rmos-cut-run-'))
  const links: EngineLink[] = []
  const exits: (number | null)[] = []
  const spawn = forkEngine(camModulePath())
  const workshop = await openWorkshop({
    dataDir,
    installDir: process.cwd(),
    shell: 'command-line',
    spawnEngine: () => {
      throw new Error('no engine is wanted in this test')
    },
    spawnCam: () => {
      const link = spawn()
      links.push(link)
      link.onExit((code) => exits.push(code))
      return link
    },
    log: () => undefined,
  })
  if (!workshop.ok) throw new Error(workshop.error.message)
  const told: CamProgress[] = []
  workshop.value.subscribe((event, payload) => {
    if (event === 'cam.progress') told.push(payload as CamProgress)
  })
  onTestFinished(async () => {
    await workshop.value.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
  return { workshop: workshop.value, links, exits, told }
}

function example(): Plan {
  const plan = parsePlan(readFileSync('data/examples/classical-mosaic-46.json', 'utf8'), 'example')
  if (!plan.ok) throw new Error(plan.error.message)
  return plan.value
}

function request({ posts }: Workshop, plan: Plan): RunRequest {
  return {
    plan,
    planId: null,
    jobName: plan.name,
    profiles: posts.posts,
    summary: {},
    jobId: 'the-job',
    approve: ({ planSha256, feasibilitySha256 }) =>
      success({
        planSha256,
        feasibilitySha256,
        approvedAtUtc: '2026-11-21T00:00:00.000Z',
        actor: 'test',
        acknowledgement: 'a test that does not look at warnings',
      }),
  }
}

async function runsOf({ runStore }: Workshop) {
  const listed = await runStore.list({ limit: 200, cursor: null, status: null })
  if (!listed.ok) throw new Error(listed.error.message)
  return listed.value.runs
}

test('programs are planned, posted and simulated in the CAM process, and it tells how far it is', async () => {
  const { workshop, links, told } = await opened()
  const made = await makeRun(request(workshop, twelveRings()), workshop.workplace)
  expect(made.ok && made.value.status).toBe('OK')
  expect(links).toHaveLength(1)
  const phases = told.map(({ phase }) => phase)
  for (const phase of ['planning', 'posting', 'simulating']) expect(phases).toContain(phase)
  const fractions = told.map(({ fraction }) => fraction)
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
  expect(told.at(-1)).toMatchObject({ jobId: 'the-job', state: 'finished', fraction: 1 })
})

test('a run called off answers at once and leaves nothing, and the next is made', async () => {
  const { workshop, exits, told } = await opened()
  const made = makeRun(request(workshop, twelveRings()), workshop.workplace)
  await vi.waitUntil(() => told.some(({ phase }) => phase === 'simulating'), WAIT)
  const askedMs = performance.now()
  expect(workshop.cam.cancel('the-job').ok).toBe(true)
  expect(await made).toMatchObject({ ok: false, error: { kind: 'busy' } })
  expect(performance.now() - askedMs).toBeLessThan(100)
  await vi.waitUntil(() => exits.length === 1, WAIT)
  expect(await runsOf(workshop)).toEqual([])
  const next = await makeRun(request(workshop, example()), workshop.workplace)
  expect(next.ok && next.value.status).toBe('OK')
})

test('a CAM process that dies leaves one ERROR artifact without a program, and nothing else', async () => {
  const { workshop, links, told } = await opened()
  const made = makeRun(request(workshop, twelveRings()), workshop.workplace)
  await vi.waitUntil(() => told.some(({ phase }) => phase === 'posting'), WAIT)
  links[0]?.kill()
  const result = await made
  expect(result.ok && result.value.status).toBe('ERROR')
  const [run, ...others] = await runsOf(workshop)
  expect(others).toEqual([])
  expect(run).toMatchObject({ status: 'ERROR', riskLevel: 'ERROR', programCount: 0 })
  const next = await makeRun(request(workshop, example()), workshop.workplace)
  expect(next.ok && next.value.status).toBe('OK')
})

test('making a run never holds main up for long', async () => {
  const { workshop } = await opened()
  const asked = request(workshop, twelveRings())
  // the first judgement of a program's life is compiled on the way
  await makeRun(asked, workshop.workplace)
  const delays = monitorEventLoopDelay({ resolution: 5 })
  delays.enable()
  const before = process.cpuUsage()
  const made = await makeRun(asked, workshop.workplace)
  const { user, system } = process.cpuUsage(before)
  delays.disable()
  expect(made.ok && made.value.status).toBe('OK')
  process.stdout.write(
    `making a run: main held up ${(delays.max / 1e6).toFixed(0)} ms at most, ${((user + system) / 1000).toFixed(0)} ms of its CPU\n`,
  )
  // cutting and simulating take a second of CPU; none of that is main's, however busy this computer is
  expect((user + system) / 1000).toBeLessThan(400)
})

test('one program is simulated for looking at, as typed arrays', async () => {
  const { workshop } = await opened()
  const { job, plans } = workshop.handlers
  const listed = await plans.list({})
  if (!listed.ok) throw new Error(listed.error.message)
  const planId = listed.value.plans.find(({ name }) => /mosaic/i.test(name))?.planId ?? ''
  const preview = await job.previewToolpaths({ planId })
  if (!preview.ok) throw new Error(preview.error.message)
  const programId = preview.value.programs[0]?.id ?? ''
  const simulated = await job.simulate({ planId, programId, jobId: 'look' })
  if (!simulated.ok) throw new Error(simulated.error.message)
  const { proof } = simulated.value
  expect(proof.findings).toEqual([])
  expect(proof.picture?.heightsMm).toBeInstanceOf(Float32Array)
  expect(proof.picture?.faults.every((fault) => fault === 0)).toBe(true)
  const unknown = await job.simulate({ planId, programId: '9-nothing', jobId: 'look' })
  expect(unknown).toMatchObject({ ok: false, error: { kind: 'not-found' } })
})

test('two set-ups are compared in the CAM process; what is made stays the plan’s, and nothing is changed', async () => {
  const { workshop, links, told } = await opened()
  const { job, plans } = workshop.handlers
  const created = await plans.create({ plan: example() })
  if (!created.ok) throw new Error(created.error.message)
  const { planId, plan } = created.value
  const slower = { ...plan.cutting, feedMmPerMin: 1500 }
  const tried = { ...plan, cutting: slower, topThicknessMm: 9, name: 'Another' }
  const compared = await job.compareSetUps({ planId, tried, jobId: 'compare' })
  if (!compared.ok) throw new Error(compared.error.message)
  const { comparison } = compared.value
  expect(comparison.parameters.filter(({ differs }) => differs)).toMatchObject([
    { key: 'feedMmPerMin', b: { value: 1500 } },
  ])
  // a top of 9 mm would be another floor under the channels
  expect(
    comparison.rules.filter(({ ruleId, differs }) => ruleId === 'channel.floor' && differs),
  ).toEqual([])
  const seconds = comparison.figures.find(({ key }) => key === 'seconds')
  expect(seconds?.better).toBe('a')
  expect(comparison.figures.find(({ key }) => key === 'faults')).toMatchObject({ a: 0, b: 0 })
  const kept = await plans.open({ planId })
  expect(kept.ok && kept.value.plan).toEqual(plan)
  const fractions = told.map(({ fraction }) => fraction)
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
  expect(told.map(({ phase }) => phase)).toContain('simulating')
  expect(links).toHaveLength(1)
})

test('a comparison called off answers at once', async () => {
  const { workshop, told } = await opened()
  const { job, plans } = workshop.handlers
  const created = await plans.create({ plan: twelveRings() })
  if (!created.ok) throw new Error(created.error.message)
  const { planId, plan: tried } = created.value
  const compared = job.compareSetUps({ planId, tried, jobId: 'compare' })
  await vi.waitUntil(() => told.some(({ phase }) => phase === 'simulating'), WAIT)
  const askedMs = performance.now()
  expect(workshop.cam.cancel('compare').ok).toBe(true)
  expect(await compared).toMatchObject({ ok: false, error: { kind: 'busy' } })
  expect(performance.now() - askedMs).toBeLessThan(100)
})
