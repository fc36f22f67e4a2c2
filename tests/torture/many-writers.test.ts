import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nodeFiles } from '../../src-main/files/node-files.ts'
import { createRunStore } from '../../src-main/runs/run-store.ts'
import { NOON, placeOf, unwrap } from '../store/data-folder.ts'
import { openDatabase } from '../../src-main/store/database.ts'

interface Writer {
  readonly ids: () => readonly string[]
  readonly complaint: () => string
  readonly kill: () => Promise<void>
}

function startWriter(dataDir: string): Writer {
  const script = join(import.meta.dirname, 'record-loop.ts')
  const child = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let complaint = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
  const ended = new Promise<void>((resolve) =>
    child.on('close', () => {
      resolve()
    }),
  )
  return {
    ids: () => output.match(/^[0-9a-f]{32}$/gm) ?? [],
    complaint: () => complaint,
    kill: () => {
      child.kill('SIGKILL')
      return ended
    },
  }
}

test('three programs record into one folder while others start up and sweep: every printed run is there', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'rmos-writers-'))
  const writers = [1, 2, 3].map(() => startWriter(dataDir))
  try {
    const files = nodeFiles()
    const untilMs = performance.now() + 20_000
    let starts = 0
    while (performance.now() < untilMs) {
      const store = unwrap(await openDatabase(placeOf(dataDir)))
      const runs = createRunStore({ dataDir, files, store, clock: NOON })
      expect(unwrap(await runs.sweep()).missing).toEqual([])
      store.close()
      starts += 1
      if (starts >= 10 && writers.every((writer) => writer.ids().length >= 15)) break
    }
    await Promise.all(writers.map((writer) => writer.kill()))
    expect(writers.map((writer) => writer.complaint())).toEqual(['', '', ''])
    const store = unwrap(await openDatabase(placeOf(dataDir)))
    unwrap(store.checkIntegrity())
    const runs = createRunStore({ dataDir, files, store, clock: NOON })
    expect(unwrap(await runs.sweep()).missing).toEqual([])
    const printed = writers.flatMap((writer) => writer.ids())
    expect(printed.length).toBeGreaterThanOrEqual(45)
    for (const runId of printed) expect(unwrap(await runs.verify(runId)).ok).toBe(true)
    store.close()
  } finally {
    await Promise.all(writers.map((writer) => writer.kill()))
    rmSync(dataDir, { recursive: true, force: true })
  }
}, 60_000)
