import { expect, test } from 'vitest'
import type { SendRecord } from '#core/contract/runs.contract.ts'
import type { RunArtifact } from '#core/runs/artifact.schema.ts'
import { checkText, hashRows, outcomeText, portText, sheetRows } from './runs.view-model.ts'

const HASH = 'a'.repeat(64)
const artifact: RunArtifact = {
  schema: 'rmos.run',
  version: 1,
  run_id: 'b'.repeat(32),
  request_id: 'q',
  created_at_utc: '2026-11-21T10:00:00.000Z',
  mode: 'rosette',
  tool_id: 'bit',
  machine_id: null,
  status: 'BLOCKED',
  job_name: 'Mosaic',
  request_summary: {},
  feasibility: {},
  decision: { risk_level: 'RED', score: 12, block_reason: 'floor', warnings: [], details: {} },
  approval: null,
  hashes: {
    feasibility_sha256: HASH,
    toolpaths_sha256: null,
    gcode_sha256: null,
    opplan_sha256: null,
  },
  outputs: {
    gcode_text: null,
    gcode_path: null,
    opplan_json: null,
    preview_svg_path: null,
    programs: [],
  },
  meta: { app_version: '0.1.0', exception: null },
}
const library = {
  materials: [],
  blades: [],
  machines: [],
  tools: [{ id: 'bit', name: 'Downcut 2.0' } as never],
}

test('the sheet calls things by name and says none where there is none', () => {
  const rows = sheetRows(artifact, library, '/data/runs/x.json')
  const text = (label: string) => rows.find((row) => row.label === label)?.text
  expect(text('Router bit')).toBe('Downcut 2.0')
  expect(text('Machine')).toBe('none')
  expect(text('Approved')).toBe('none')
  expect(rows.some((row) => row.label === 'Warnings accepted because')).toBe(false)
})

test('only fingerprints that exist are listed', () => {
  expect(hashRows(artifact)).toEqual([{ label: 'Check', text: HASH, technical: true }])
})

test('outcomes and machines are said in words', () => {
  expect(outcomeText('interrupted')).toBe('Interrupted')
  expect(outcomeText('paused-by-newer-version')).toBe('paused-by-newer-version')
  const send = { portUri: 'serial:/dev/ttyUSB0?baud=115200' } as SendRecord
  expect(portText(send)).toBe('/dev/ttyUSB0')
  expect(portText({ ...send, portUri: 'virtual:' })).toBe('Rehearsal')
})

test('a verification is told in words, and a fault keeps its facts', () => {
  const text = (what: string, ok: boolean) => checkText({ what, ok, sentence: 'facts' }, artifact)
  expect(text('file', true)).toBe('The file is the one that was written')
  expect(text('gcode hash', false)).toBe('The G-code was changed: facts')
  expect(text('program 1-a', false)).toContain('facts')
  expect(text('something new', true)).toBe('something new: facts')
})
