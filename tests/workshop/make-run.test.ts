import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { failure, success } from '#core/outcome/result.ts'
import { parsePlan } from '#core/rosette/parse-plan.ts'
import { openWorkshop, type Workshop } from '../../src-main/workshop/open-workshop.ts'
import { makeRun, type RunRequest } from '../../src-main/workshop/make-run.ts'
import { problem } from '../../src-main/workshop/problems.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'rmos-make-run-'))
let workshop: Workshop
// the CAM process gives way to everything else on a busy machine
vi.setConfig({ testTimeout: 240_000 })

const neverSpawned = () => {
  throw new Error('no engine is wanted in this test')
}

beforeAll(async () => {
  const opened = await openWorkshop({
    dataDir,
    installDir: process.cwd(),
    shell: 'command-line',
    spawnEngine: neverSpawned,
    log: () => undefined,
  })
  if (!opened.ok) throw new Error(opened.error.message)
  workshop = opened.value
})
afterAll(async () => {
  await workshop.close()
  rmSync(dataDir, { recursive: true, force: true })
})

function request(changes: Partial<RunRequest> = {}): RunRequest {
  const text = readFileSync('data/examples/classical-mosaic-46.json', 'utf8')
  const plan = parsePlan(text, 'example')
  if (!plan.ok) throw new Error(plan.error.message)
  return {
    plan: plan.value,
    planId: null,
    jobName: 'test',
    profiles: workshop.posts.posts,
    summary: { feasibility: { overall: 'GREEN' }, deep: { feasibility: 'sent by the caller' } },
    approve: ({ planSha256, feasibilitySha256 }) =>
      success({
        planSha256,
        feasibilitySha256,
        approvedAtUtc: '2026-11-21T00:00:00.000Z',
        actor: 'test',
        acknowledgement: null,
      }),
    ...changes,
  }
}

async function made(changes: Partial<RunRequest> = {}, workplace = workshop.workplace) {
  const result = await makeRun(request(changes), workplace)
  if (!result.ok) throw new Error(result.error.message)
  const kept = await workshop.runStore.get(result.value.runId)
  if (!kept.ok) throw new Error(kept.error.message)
  return kept.value
}

test('an OK request is recorded, without the feasibility its caller sent', async () => {
  const artifact = await made()
  expect(artifact.status).toBe('OK')
  expect(JSON.stringify(artifact.request_summary)).not.toContain('feasibility')
  expect(artifact.feasibility).toMatchObject({ schema: 'rmos.feasibility', overall: 'GREEN' })
})

test('a request nobody approved is recorded as BLOCKED and carries no program', async () => {
  const artifact = await made({
    approve: () => failure(problem('needs-approval', 'Not approved.')),
  })
  expect(artifact).toMatchObject({
    status: 'BLOCKED',
    approval: null,
    decision: { risk_level: 'GREEN', block_reason: 'Not approved.' },
    outputs: { gcode_text: null, programs: [] },
  })
})

test('a defect in the library is recorded as ERROR, never GREEN', async () => {
  const { library } = workshop.workplace
  const broken = {
    ...library,
    recordsFor: (plan: RunRequest['plan']) => {
      const records = library.recordsFor(plan)
      return { ...records, tool: records.tool && { ...records.tool, diameterMm: NaN } }
    },
  }
  const artifact = await made({}, { ...workshop.workplace, library: broken })
  expect(artifact.status).toBe('ERROR')
  expect(artifact.decision.risk_level).toBe('ERROR')
  expect(artifact.meta.exception).not.toBeNull()
  expect(artifact.outputs.programs).toEqual([])
})

test('a post that would print something else than was planned is recorded as ERROR', async () => {
  const [grbl] = workshop.posts.posts
  if (grbl === undefined) throw new Error('no post')
  const { capabilities } = grbl
  const coarse = {
    ...grbl,
    capabilities: { ...capabilities, decimals: { ...capabilities.decimals, coordinate: 1 } },
  }
  const artifact = await made({ profiles: [coarse] })
  expect(artifact.status).toBe('ERROR')
  expect(artifact.meta.exception?.type).toBe('PostVerificationError')
})

test('every request left exactly one artifact and one line in the job log', async () => {
  const listed = await workshop.runStore.list({ limit: 200, cursor: null, status: null })
  if (!listed.ok) throw new Error(listed.error.message)
  const logged = workshop.store.jobLog.list({ limit: 200 })
  if (!logged.ok) throw new Error(logged.error.message)
  expect(listed.value.runs.map((run) => run.status).sort()).toEqual([
    'BLOCKED',
    'ERROR',
    'ERROR',
    'OK',
  ])
  expect(logged.value.map((row) => row.job_type)).toEqual(['run', 'run', 'run', 'run'])
})
