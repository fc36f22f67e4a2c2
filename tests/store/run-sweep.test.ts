import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { SendRecord } from '#core/contract/runs.contract.ts'
import { nodeFiles } from '../../src-main/files/node-files.ts'
import { createRunStore } from '../../src-main/runs/run-store.ts'
import { runIdOf, sampleRun } from '../durability/sample-run.ts'
import { emptyFolder, NOON, openStore, openWorkshop, problemOf, unwrap } from './data-folder.ts'

const ALL = { limit: 50, cursor: null, status: null } as const
const DATE_FOLDER = join('runs', '2026-11-21')

function send(sendId: string, changes: Partial<SendRecord> = {}): SendRecord {
  return {
    sendId,
    programId: 'channels',
    startedAtUtc: '2026-11-21T12:00:00.000Z',
    endedAtUtc: null,
    outcome: 'running',
    linesAcknowledged: 0,
    lineCount: 40,
    portUri: 'virtual:',
    note: '',
    ...changes,
  }
}

async function workshopWithRun() {
  const dataDir = emptyFolder()
  const { store, runs } = await openWorkshop(dataDir)
  const built = sampleRun({ runId: runIdOf(1) })
  const recorded = unwrap(await runs.record(built, { planId: 'plan' }))
  return { dataDir, store, runs, built, recorded, path: join(dataDir, recorded.artifactPath) }
}

describe('sends of a run', () => {
  test('are logged as running, then as they ended, with a file that is written once', async () => {
    const { runs, dataDir } = await workshopWithRun()
    unwrap(runs.startSend(runIdOf(1), send('send-1')))
    expect(unwrap(await runs.list(ALL)).runs[0]?.lastSend).toEqual({
      programId: 'channels',
      outcome: 'running',
      endedAtUtc: null,
      rehearsal: true,
    })
    const ended = send('send-1', {
      outcome: 'completed',
      endedAtUtc: '2026-11-21T12:05:00.000Z',
      linesAcknowledged: 40,
    })
    unwrap(await runs.endSend(runIdOf(1), ended, null))
    const shown = unwrap(await runs.show(runIdOf(1)))
    expect(shown.sends).toEqual([ended])
    const file = join(dataDir, DATE_FOLDER, `${runIdOf(1)}_send_send-1.json`)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ run_id: runIdOf(1) })
    expect(problemOf(await runs.appendSendLog(runIdOf(1), 'send-1', {})).message).toContain('twice')
    expect(unwrap(await runs.sweep()).quarantined).toEqual([])
  })

  test('refuse an id that would leave the folder, and a run that is not there', async () => {
    const { runs } = await workshopWithRun()
    for (const sendId of ['../x', '', 'A', 'a/b', 'a'.repeat(41), '-a', 'a.json']) {
      expect(problemOf(runs.startSend(runIdOf(1), send(sendId))).kind).toBe('invalid-input')
      expect(problemOf(await runs.appendSendLog(runIdOf(1), sendId, {})).kind).toBe('invalid-input')
    }
    expect(problemOf(runs.startSend(runIdOf(9), send('s'))).kind).toBe('not-found')
  })

  test('the stage that was confirmed is shown, once', async () => {
    const { runs } = await workshopWithRun()
    expect(unwrap(await runs.show(runIdOf(1))).confirmedStages).toEqual([])
    unwrap(runs.confirmStage(runIdOf(1), 'inlay-channels'))
    unwrap(runs.confirmStage(runIdOf(1), 'inlay-channels'))
    expect(unwrap(await runs.show(runIdOf(1))).confirmedStages).toEqual(['inlay-channels'])
  })
})

describe('the sweep at start', () => {
  test('moves what was never finished aside, and deletes nothing', async () => {
    const { runs, dataDir } = await workshopWithRun()
    const folder = join(dataDir, DATE_FOLDER)
    const tmp = '.x.json.999999-01234567-89ab-cdef-0123-456789abcdef.tmp'
    writeFileSync(join(folder, tmp), 'half')
    writeFileSync(join(dataDir, tmp), 'half')
    writeFileSync(join(dataDir, 'attachments', tmp), 'half')
    writeFileSync(join(folder, `${runIdOf(2)}.json`), 'no row')
    writeFileSync(join(folder, `${runIdOf(2)}_send_s.json`), 'no row')
    writeFileSync(join(folder, 'notes of mine.txt'), 'keep')
    const swept = unwrap(await runs.sweep())
    expect(swept.quarantined.map((file) => file.why).sort()).toEqual([
      'uncommitted',
      'uncommitted',
      'unfinished',
      'unfinished',
      'unfinished',
    ])
    for (const { from, to } of swept.quarantined) {
      expect(existsSync(join(dataDir, from))).toBe(false)
      expect(existsSync(join(dataDir, to))).toBe(true)
    }
    expect(swept.leftAlone).toEqual(['runs/2026-11-21/notes of mine.txt'])
    expect(unwrap(await runs.list(ALL)).runs).toHaveLength(1)
    expect(unwrap(await runs.sweep()).quarantined).toEqual([])
  })

  test('moves a copy of a run under another date aside and keeps the run', async () => {
    const { runs, dataDir, path } = await workshopWithRun()
    mkdirSync(join(dataDir, 'runs', '2026-11-22'))
    writeFileSync(path.replace('2026-11-21', '2026-11-22'), readFileSync(path))
    expect(unwrap(await runs.sweep()).quarantined).toHaveLength(1)
    expect(unwrap(await runs.verify(runIdOf(1))).ok).toBe(true)
  })

  test('leaves alone what another living process is writing', async () => {
    const { runs, dataDir } = await workshopWithRun()
    const name = `.x.json.${String(process.ppid)}-01234567-89ab-cdef-0123-456789abcdef.tmp`
    writeFileSync(join(dataDir, DATE_FOLDER, name), 'half')
    expect(unwrap(await runs.sweep()).quarantined).toEqual([])
  })

  test('reports a run whose file is gone', async () => {
    const { runs, path, recorded } = await workshopWithRun()
    rmSync(path)
    expect(unwrap(await runs.sweep()).missing).toEqual([
      { runId: runIdOf(1), artifactPath: recorded.artifactPath },
    ])
  })

  test('marks a send interrupted whose program died, and not one that another process is at', async () => {
    const { runs, store } = await workshopWithRun()
    unwrap(runs.startSend(runIdOf(1), send('mine')))
    unwrap(runs.startSend(runIdOf(1), send('theirs')))
    unwrap(store.jobLog.update('theirs', { owner_pid: process.ppid }))
    expect(unwrap(await runs.sweep()).interrupted).toEqual(['mine'])
    const shown = unwrap(await runs.show(runIdOf(1)))
    expect(shown.sends.map((s) => [s.sendId, s.outcome])).toEqual([
      ['theirs', 'running'],
      ['mine', 'interrupted'],
    ])
  })

  test('leaves a file alone whose row is written while it sweeps', async () => {
    const dataDir = emptyFolder()
    const store = await openStore(dataDir)
    const built = sampleRun({ runId: runIdOf(1) })
    const recorder = createRunStore({ dataDir, files: nodeFiles(), store, clock: NOON })
    const folder = join(dataDir, DATE_FOLDER)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `${runIdOf(1)}.json`), built.text)
    const real = nodeFiles()
    // The sweep has found the file without a row; just then another program commits that row.
    const files = {
      ...real,
      makeFolder: async (path: string) => {
        if (path.endsWith('quarantine')) unwrap(await recorder.record(built, { planId: null }))
        return real.makeFolder(path)
      },
    }
    const sweeper = createRunStore({ dataDir, files, store, clock: NOON })
    const swept = unwrap(await sweeper.sweep())
    expect(swept.quarantined).toEqual([])
    expect(unwrap(await recorder.verify(runIdOf(1))).ok).toBe(true)
  })

  test('that takes a file before its row is written makes the recorder write it again', async () => {
    const dataDir = emptyFolder()
    const store = await openStore(dataDir)
    const place = { dataDir, store, clock: NOON }
    const sweeper = createRunStore({ ...place, files: nodeFiles() })
    let swept = 0
    const real = nodeFiles()
    // Between the last file call of a run and its row, another program starts and sweeps.
    const files = {
      ...real,
      syncFolder: async (path: string) => {
        await real.syncFolder(path)
        if (!path.endsWith('2026-11-21') || swept > 1) return
        swept += unwrap(await sweeper.sweep()).quarantined.length
      },
    }
    const runs = createRunStore({ ...place, files })
    unwrap(await runs.record(sampleRun({ runId: runIdOf(1) }), { planId: null }))
    expect(swept).toBe(2)
    expect(unwrap(await runs.verify(runIdOf(1))).ok).toBe(true)
    expect(readdirSync(join(dataDir, 'quarantine'))).toHaveLength(2)
  })
})
