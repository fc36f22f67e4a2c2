import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { CamProgress } from '#core/contract/cam.contract.ts'
import { IMPORT_TOLERANCE } from './import-order.ts'
import { type CamDesk, createCamDesk } from '../../src-main/cam/cam-desk.ts'
import { camModulePath } from '../../src-main/cam/cam-module.ts'
import type { CamAnswer, CamJobName } from '../../src-main/cam/cam-jobs.ts'
import type { EngineLink } from '../../src-main/machine/engine-link.ts'
import { forkEngine } from '../../src-main/machine/fork-engine.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'

/** A desk over a module of ours, with all its processes and everything that was told. */
function openDesk(modulePath: string, flags: readonly string[] = [], idleMs?: number) {
  const told: CamProgress[] = []
  const links: EngineLink[] = []
  const exits: (number | null)[] = []
  const spawn = forkEngine(modulePath, flags)
  const desk = createCamDesk({
    spawn: () => {
      const link = spawn()
      link.onExit((code) => exits.push(code))
      links.push(link)
      return link
    },
    nowMs: () => performance.now(),
    tell: (progress) => {
      told.push(progress)
    },
    ...(idleMs === undefined ? {} : { idleMs }),
  })
  onTestFinished(() => {
    desk.close()
  })
  return { desk, told, links, exits }
}

const ROUGH = join(import.meta.dirname, 'rough-process.ts')

/** Runs a job of the rough process, whose names the desk's types do not know. */
function rough(desk: CamDesk, name: string, jobId: string, order: object = {}) {
  return desk.run(name as CamJobName, order as never, jobId) as Promise<
    Result<unknown, Problem> & Result<CamAnswer<CamJobName>, Problem>
  >
}

function ends(told: readonly CamProgress[]): readonly string[] {
  return told
    .filter(({ state }) => state !== 'running' && state !== 'waiting')
    .map(({ jobId, state }) => `${jobId} ${state}`)
}

describe('the CAM process', () => {
  test('sends typed arrays there and back, tells how far it is, and is kept for the next job', async () => {
    const { desk, told, links } = openDesk(ROUGH)
    const doubled = await rough(desk, 'double', 'one', { values: Float64Array.of(1, 2.5, -3) })
    expect(doubled).toEqual({ ok: true, value: Float64Array.of(2, 5, -6) })
    expect(told.map(({ state, phase, fraction }) => [state, phase, fraction])).toEqual([
      ['waiting', '', 0],
      ['running', '', 0],
      ['running', 'doubling', 0.5],
      ['finished', 'doubling', 1],
    ])
    const [first, second] = [await rough(desk, 'who', 'two'), await rough(desk, 'who', 'three')]
    expect(second).toEqual(first)
    expect(links).toHaveLength(1)
  })

  test('is ended at once when a job that hears nothing is called off; the next job works', async () => {
    const { desk, told, exits } = openDesk(ROUGH)
    const hanging = rough(desk, 'hang', 'stuck')
    await vi.waitUntil(() => told.some(({ phase }) => phase === 'turning'))
    const askedMs = performance.now()
    expect(desk.cancel('stuck')).toEqual({ ok: true, value: { jobId: 'stuck' } })
    expect(await hanging).toMatchObject({ ok: false, error: { kind: 'busy' } })
    // Main answers without waiting for the process; the bound is generous for a loaded machine.
    expect(performance.now() - askedMs).toBeLessThan(100)
    await vi.waitUntil(() => exits.length === 1)
    expect(await rough(desk, 'who', 'next')).toMatchObject({ ok: true })
    expect(ends(told)).toEqual(['stuck cancelled', 'next finished'])
    expect(desk.cancel('stuck')).toMatchObject({ ok: false, error: { kind: 'not-found' } })
  })

  test('fails one job when it crashes, and nothing else', async () => {
    const { desk, told } = openDesk(ROUGH)
    const [crashed, fine] = await Promise.all([
      rough(desk, 'crash', 'bad'),
      rough(desk, 'double', 'good', { values: Float64Array.of(21) }),
    ])
    expect(crashed.ok ? '' : crashed.error.remedy).toContain('Nothing was changed')
    expect(fine).toMatchObject({ ok: true })
    expect(ends(told).toSorted()).toEqual(['bad failed', 'good finished'])
  })

  test('passes a defect on with its stack', async () => {
    const { desk } = openDesk(ROUGH)
    await expect(rough(desk, 'defect', 'a')).rejects.toThrow(/42 in it[^]*rough-process/)
  })

  test('refuses typed arrays past the memory limit, naming it', async () => {
    const { desk } = openDesk(ROUGH)
    const hoarded = await rough(desk, 'hoard', 'a')
    expect(hoarded.ok ? '' : hoarded.error.message).toMatch(/limit of 300 MB: it held \d+ MB/)
  })

  test('ends a job whose objects outgrow the heap', async () => {
    const { desk, told } = openDesk(ROUGH, ['--max-old-space-size=64'])
    const grown = await rough(desk, 'grow', 'a')
    expect(grown.ok ? '' : grown.error.message).toContain('needs more memory than the limit')
    expect(ends(told)).toEqual(['a failed'])
  })

  test('gives a job up that takes too long, and holds one to less memory where its table says so', async () => {
    const { desk, told, exits } = openDesk(ROUGH)
    const slow = await desk.run('hang' as CamJobName, {} as never, 'a', 50)
    expect(slow.ok ? '' : slow.error.message).toContain('longer than the limit of 0.05 s')
    await vi.waitUntil(() => exits.length === 1)
    const quick = await desk.run('who' as CamJobName, {} as never, 'b', 60_000)
    expect(quick.ok).toBe(true)
    const held = await rough(desk, 'narrow', 'c')
    expect(held.ok ? '' : held.error.message).toMatch(/limit of 150 MB: it held \d+ MB/)
    expect(ends(told)).toEqual(['a failed', 'b finished', 'c failed'])
  })

  test('does not keep a process that holds much for the next job', async () => {
    const { desk, links } = openDesk(ROUGH)
    expect(await rough(desk, 'keep', 'a')).toMatchObject({ ok: true })
    expect(await rough(desk, 'who', 'b')).toMatchObject({ ok: true })
    expect(links).toHaveLength(2)
  })

  test('does two jobs at once and lets a third wait, which can be called off unbegun', async () => {
    const { desk, told, links } = openDesk(ROUGH)
    const jobs = [rough(desk, 'hang', 'a'), rough(desk, 'hang', 'b'), rough(desk, 'who', 'c')]
    const unbegun = rough(desk, 'who', 'd')
    desk.cancel('d')
    expect(await unbegun).toMatchObject({ ok: false, error: { kind: 'busy' } })
    expect(links).toHaveLength(2)
    desk.cancel('a')
    expect(await jobs[2]).toMatchObject({ ok: true })
    desk.cancel('b')
    await Promise.all(jobs)
    expect(ends(told)).toEqual(['d cancelled', 'a cancelled', 'c finished', 'b cancelled'])
  })

  test('ends itself when nothing was asked of it for a while, and with the desk', async () => {
    const { desk, exits } = openDesk(ROUGH, [], 50)
    await rough(desk, 'who', 'a')
    await vi.waitUntil(() => exits.length === 1)
    const hanging = rough(desk, 'hang', 'b')
    desk.close()
    expect(await hanging).toMatchObject({ ok: false, error: { kind: 'busy' } })
    await vi.waitUntil(() => exits.length === 2)
  })
})

test('a drawing is imported in the CAM process', async () => {
  const { desk } = openDesk(camModulePath())
  const path = join(import.meta.dirname, '../drawing/fixtures/junk-R2010.dxf')
  const order = { path, name: 'top.dxf', options: IMPORT_TOLERANCE }
  const imported = await desk.run('drawing.import', order, 'a')
  if (!imported.ok || imported.value.packed === null) throw new Error('not imported')
  const { segments, paths, layerNames } = imported.value.packed
  expect(segments).toBeInstanceOf(Float64Array)
  expect(paths).toBeInstanceOf(Int32Array)
  expect(layerNames).toContain('ROSETTE')
  const absent = { path: '/no/such.dxf', name: 'such.dxf', options: IMPORT_TOLERANCE }
  const refused = await desk.run('drawing.import', absent, 'b')
  expect(refused.ok ? '' : refused.error.message).toContain('there is no such file')
})
