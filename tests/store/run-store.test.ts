import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { failure } from '#core/outcome/result.ts'
import { nodeFiles } from '../../src-main/files/node-files.ts'
import { createRunStore } from '../../src-main/runs/run-store.ts'
import { blockedRun, runIdOf, samplePrograms, sampleRun } from '../durability/sample-run.ts'
import { emptyFolder, NOON, openWorkshop, problemOf, unwrap } from './data-folder.ts'

const ALL = { limit: 50, cursor: null, status: null } as const
const DATE_FOLDER = join('runs', '2026-11-21')

async function workshopWithRun() {
  const dataDir = emptyFolder()
  const { store, runs } = await openWorkshop(dataDir)
  const built = sampleRun({ runId: runIdOf(1) })
  const recorded = unwrap(await runs.record(built, { planId: 'plan' }))
  return { dataDir, store, runs, built, recorded, path: join(dataDir, recorded.artifactPath) }
}

describe('recording a run', () => {
  test('writes exactly the bytes that were built, under the UTC date, and no temporary file', async () => {
    const { dataDir, built, recorded, path } = await workshopWithRun()
    expect(recorded.artifactPath).toBe(`runs/2026-11-21/${runIdOf(1)}.json`)
    expect(readFileSync(path, 'utf8')).toBe(built.text)
    expect(readdirSync(join(dataDir, DATE_FOLDER))).toEqual([`${runIdOf(1)}.json`])
  })

  test('logs the job in the same breath', async () => {
    const { store } = await workshopWithRun()
    expect(unwrap(store.jobLog.get(runIdOf(1)))).toMatchObject({
      job_type: 'run',
      status: 'OK',
      preset_id: 'plan',
      risk_grade: 'GREEN',
    })
  })

  test('keeps a blocked run too, without programs', async () => {
    const { runs } = await openWorkshop(emptyFolder())
    unwrap(await runs.record(blockedRun(runIdOf(5)), { planId: 'plan' }))
    expect(unwrap(await runs.verify(runIdOf(5))).ok).toBe(true)
    expect(problemOf(await runs.readProgram(runIdOf(5), 'channels')).kind).toBe('blocked')
    expect(problemOf(await runs.readPrograms(runIdOf(5))).kind).toBe('blocked')
  })

  test('refuses the same run id on the same date and on another', async () => {
    const { runs, dataDir } = await workshopWithRun()
    for (const createdAtUtc of ['2026-11-21T10:00:00.000Z', '2026-12-24T10:00:00.000Z']) {
      const again = sampleRun({ runId: runIdOf(1), createdAtUtc })
      expect(problemOf(await runs.record(again, { planId: null })).message).toContain('already')
    }
    expect(readdirSync(join(dataDir, 'runs'))).toEqual(['2026-11-21'])
  })

  test('puts G-code over 200 KB beside it under its hash, once for two runs', async () => {
    const { runs, dataDir } = await workshopWithRun()
    const programs = samplePrograms(201_000)
    for (const number of [2, 3]) {
      const built = sampleRun({ runId: runIdOf(number), programs })
      unwrap(await runs.record(built, { planId: null }))
      const { outputs, hashes } = built.artifact
      expect(outputs.gcode_text).toBeNull()
      const hash = hashes.gcode_sha256 ?? ''
      expect(outputs.gcode_path).toBe(`${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}.nc`)
      expect(existsSync(join(dataDir, 'attachments', outputs.gcode_path ?? ''))).toBe(true)
      expect(unwrap(await runs.readProgram(runIdOf(number), 'channels')).text).toBe(
        programs[0]?.text,
      )
    }
  })

  test('writes a damaged attachment anew and keeps the damaged one', async () => {
    const { runs, dataDir } = await openWorkshop(emptyFolder()).then((workshop) => ({
      ...workshop,
      dataDir: join(workshop.store.path, '..'),
    }))
    const programs = samplePrograms(201_000)
    const first = sampleRun({ runId: runIdOf(2), programs })
    unwrap(await runs.record(first, { planId: null }))
    const path = join(dataDir, 'attachments', first.artifact.outputs.gcode_path ?? '')
    writeFileSync(path, 'G0 X9999\n')
    expect(unwrap(await runs.verify(runIdOf(2))).ok).toBe(false)
    unwrap(await runs.record(sampleRun({ runId: runIdOf(3), programs }), { planId: null }))
    expect(unwrap(await runs.verify(runIdOf(3))).ok).toBe(true)
    const [kept] = readdirSync(join(dataDir, 'quarantine'))
    expect(readFileSync(join(dataDir, 'quarantine', kept ?? ''), 'utf8')).toBe('G0 X9999\n')
  })

  test('refuses to write what would not verify', async () => {
    const { runs, dataDir } = await workshopWithRun()
    const built = sampleRun({ runId: runIdOf(2) })
    const wrong = { ...built, attachments: [] }
    await expect(runs.record(wrong, { planId: null })).rejects.toThrow('toolpaths')
    expect(readdirSync(join(dataDir, DATE_FOLDER))).toHaveLength(1)
  })

  test('is nothing when its job log row cannot be written', async () => {
    const dataDir = emptyFolder()
    const { store, runs } = await openWorkshop(dataDir)
    const full = { kind: 'storage', message: 'full.', remedy: 'x', requestId: '' } as const
    const jobLog = { ...store.jobLog, upsert: () => failure(full) }
    const place = { dataDir, files: nodeFiles(), clock: NOON }
    const failing = createRunStore({ ...place, store: { ...store, jobLog } })
    const built = sampleRun({ runId: runIdOf(1) })
    expect(problemOf(await failing.record(built, { planId: null }))).toBe(full)
    expect(unwrap(await runs.list(ALL)).runs).toEqual([])
    unwrap(await runs.record(built, { planId: null }))
    expect(unwrap(await runs.verify(runIdOf(1))).ok).toBe(true)
  })

  test('of twenty at once keeps twenty', async () => {
    const { runs } = await openWorkshop(emptyFolder())
    const ids = Array.from({ length: 20 }, (_, number) => runIdOf(number))
    const outcomes = await Promise.all(
      ids.map((runId) => runs.record(sampleRun({ runId }), { planId: null })),
    )
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true)
    expect(unwrap(await runs.list(ALL)).runs).toHaveLength(20)
  })
})

describe('a run that was tampered with', () => {
  test.each<[string, (path: string) => void]>([
    [
      'one digit changed',
      (path) => {
        writeFileSync(path, readFileSync(path, 'utf8').replace('F600', 'F900'))
      },
    ],
    [
      'a blank added',
      (path) => {
        appendFileSync(path, ' ')
      },
    ],
    [
      'its file removed',
      (path) => {
        rmSync(path)
      },
    ],
    [
      'its file emptied',
      (path) => {
        writeFileSync(path, '')
      },
    ],
  ])('%s: reported, never listed nor sent', async (_, tamper) => {
    const { runs, path } = await workshopWithRun()
    unwrap(await runs.record(sampleRun({ runId: runIdOf(2) }), { planId: null }))
    tamper(path)
    const page = unwrap(await runs.list(ALL))
    expect(page.runs.map((run) => run.runId)).toEqual([runIdOf(2)])
    expect(page.damaged.map((run) => run.runId)).toEqual([runIdOf(1)])
    const verified = unwrap(await runs.verify(runIdOf(1)))
    expect(verified.ok).toBe(false)
    expect(verified.checks[0]).toMatchObject({ what: 'file', ok: false })
    expect(problemOf(await runs.readProgram(runIdOf(1), 'channels')).kind).toBe('storage')
    expect(problemOf(await runs.readPrograms(runIdOf(1))).kind).toBe('storage')
    expect(problemOf(await runs.get(runIdOf(1))).kind).toBe('storage')
    expect(problemOf(await runs.show(runIdOf(1))).message).toContain('damaged')
  })

  test('a file exchanged for that of another run', async () => {
    const { runs, path } = await workshopWithRun()
    const other = unwrap(await runs.record(sampleRun({ runId: runIdOf(2) }), { planId: null }))
    renameSync(path.replace(runIdOf(1), runIdOf(2)), path)
    expect(other.runId).toBe(runIdOf(2))
    expect(unwrap(await runs.verify(runIdOf(1))).ok).toBe(false)
    expect(unwrap(await runs.list(ALL)).runs).toEqual([])
  })
})

describe('reading a program', () => {
  test('gives the text that was recorded, letters beyond ASCII included', async () => {
    const { runs, built } = await workshopWithRun()
    const read = unwrap(await runs.readProgram(runIdOf(1), 'channels'))
    expect(read.text).toBe(samplePrograms(2000)[0]?.text)
    expect(read.sha256).toBe(built.artifact.outputs.programs[0]?.sha256)
    expect(read.fileName).toBe('channels.nc')
  })

  test('gives all programs in their order as it gives each', async () => {
    const { runs } = await workshopWithRun()
    const all = unwrap(await runs.readPrograms(runIdOf(1)))
    expect(all.map(({ program }) => program.program_id)).toEqual(['channels', 'soundhole'])
    for (const one of all) {
      const alone = unwrap(await runs.readProgram(runIdOf(1), one.program.program_id))
      expect(one).toEqual(alone)
    }
  })

  test('gives none of the programs when the attachment they stand in was changed', async () => {
    const { runs, dataDir } = await workshopWithRun()
    const built = sampleRun({ runId: runIdOf(2), programs: samplePrograms(201_000) })
    unwrap(await runs.record(built, { planId: null }))
    appendFileSync(join(dataDir, 'attachments', built.artifact.outputs.gcode_path ?? ''), ' ')
    expect(problemOf(await runs.readPrograms(runIdOf(2))).kind).toBe('storage')
  })

  test('knows no program and no run it does not have', async () => {
    const { runs } = await workshopWithRun()
    expect(problemOf(await runs.readPrograms(runIdOf(9))).kind).toBe('not-found')
    expect(problemOf(await runs.readProgram(runIdOf(1), 'nothing')).kind).toBe('not-found')
    expect(problemOf(await runs.readProgram(runIdOf(9), 'channels')).kind).toBe('not-found')
  })

  test.each(['../../etc/passwd', '', '..', 'A'.repeat(32), `${'a'.repeat(32)}/x`, 'a\0b'])(
    'refuses %j as a run id',
    async (runId) => {
      const { runs } = await workshopWithRun()
      expect(problemOf(await runs.get(runId)).kind).toBe('invalid-input')
      expect(problemOf(await runs.verify(runId)).kind).toBe('invalid-input')
      expect(problemOf(await runs.readProgram(runId, 'x')).kind).toBe('invalid-input')
      expect(problemOf(runs.confirmStage(runId, 'inlay-channels')).kind).toBe('invalid-input')
      expect(problemOf(await runs.appendSendLog(runId, 's', {})).kind).toBe('invalid-input')
    },
  )
})

describe('the list', () => {
  test('pages from new to old by arrival, whatever the clocks said', async () => {
    const { runs } = await openWorkshop(emptyFolder())
    for (let number = 1; number <= 7; number += 1) {
      const createdAtUtc = `20${String(30 - number)}-01-01T00:00:00.000Z`
      const built = sampleRun({ runId: runIdOf(number), createdAtUtc })
      unwrap(await runs.record(built, { planId: null }))
    }
    unwrap(await runs.record(blockedRun(runIdOf(8)), { planId: null }))
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: { runs: readonly { runId: string }[]; nextCursor: string | null } = unwrap(
        await runs.list({ limit: 3, cursor, status: 'OK' }),
      )
      seen.push(...page.runs.map((run) => run.runId))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1].map(runIdOf))
    expect(unwrap(await runs.list({ ...ALL, status: 'BLOCKED' })).runs).toHaveLength(1)
    expect(problemOf(await runs.list({ ...ALL, cursor: 'x' })).kind).toBe('invalid-input')
  })
})
