import { existsSync } from 'node:fs'
import { readJson } from './read-json.mjs'

/**
 * How many tests of a runner passed, failed and were skipped.
 *
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/** @typedef {{ status: string, assertionResults: unknown[] }} VitestFile */
/**
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {VitestFile[]} testResults
 */
/**
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, unexpected: number, flaky: number, skipped: number }} stats
 * @property {unknown[]} errors
 */

/**
 * @param {string} path
 * @returns {unknown}
 */
function readReport(path) {
  return existsSync(path) ? readJson(path) : undefined
}

/**
 * What vitest's JSON report says. A file that could not even be loaded has no tests to count and
 * counts as one failure; so does a report that is missing.
 *
 * @param {string} path
 * @returns {Counts}
 */
export function vitestCounts(path) {
  const report = /** @type {VitestReport | undefined} */ (readReport(path))
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 }
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/**
 * What Playwright's JSON report says. A test that passed only when repeated is no pass; an error
 * outside of any test, and a report that is missing, count as one failure.
 *
 * @param {string} path
 * @returns {Counts}
 */
export function playwrightCounts(path) {
  const report = /** @type {PlaywrightReport | undefined} */ (readReport(path))
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 }
  const { expected, unexpected, flaky, skipped } = report.stats
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped }
}

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export function sumOf(all) {
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
    skipped: all.reduce((sum, { skipped }) => sum + skipped, 0),
  }
}
