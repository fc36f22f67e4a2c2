import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { playwrightCounts, sumOf, vitestCounts } from '../../scripts/test-counts.mjs'

function reportFile(report: unknown): string {
  const dir = mkdtempSync(join(tmpdir(), 'rmos-counts-'))
  onTestFinished(() => {
    rmSync(dir, { recursive: true, force: true })
  })
  const path = join(dir, 'report.json')
  writeFileSync(path, JSON.stringify(report))
  return path
}

function vitestReport(files: { status: string; assertionResults: unknown[] }[]) {
  return {
    numPassedTests: 7,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: files,
  }
}

test('tests to be written some day count as skipped', () => {
  const path = reportFile(vitestReport([{ status: 'passed', assertionResults: [{}] }]))
  expect(vitestCounts(path)).toEqual({ passed: 7, failed: 1, skipped: 3 })
})

test('a test file that could not be loaded counts as a failure', () => {
  const path = reportFile(vitestReport([{ status: 'failed', assertionResults: [] }]))
  expect(vitestCounts(path).failed).toBe(2)
})

test('an end-to-end test that passed only when repeated counts as failed', () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 5 }
  expect(playwrightCounts(reportFile({ stats, errors: [] }))).toEqual({
    passed: 4,
    failed: 2,
    skipped: 5,
  })
  expect(playwrightCounts(reportFile({ stats, errors: [{}] })).failed).toBe(3)
})

test('a report that is missing counts as a failure', () => {
  expect(vitestCounts('/nowhere.json').failed).toBe(1)
  expect(playwrightCounts('/nowhere.json').failed).toBe(1)
})

test('the sums are per column', () => {
  const all = [
    { passed: 1, failed: 2, skipped: 3 },
    { passed: 10, failed: 20, skipped: 30 },
  ]
  expect(sumOf(all)).toEqual({ passed: 11, failed: 22, skipped: 33 })
})
