import type { Reporter, TestCase, TestModule } from 'vitest/node'

interface Row {
  passed: number
  failed: number
  readonly notPossible: Map<string, number>
}

const OTHERS = 'others'

/** The scenario a test belongs to, by the words of its title or of its groups. */
function scenarioOf(test: TestCase): string {
  return /\bscenario (\d+)/.exec(test.fullName)?.[1]?.padStart(2) ?? OTHERS
}

/** Adds one test to its row. */
function count(row: Row, test: TestCase): void {
  const result = test.result()
  if (result.state === 'passed') row.passed += 1
  else if (result.state === 'failed') row.failed += 1
  else {
    const note = result.state === 'skipped' ? result.note : undefined
    const why = note?.replace(/^not applicable on \S+: /, '') ?? 'not run'
    row.notPossible.set(why, (row.notPossible.get(why) ?? 0) + 1)
  }
}

function lineOf([scenario, { passed, failed, notPossible }]: readonly [string, Row]): string {
  const reasons = [...notPossible].map(([why, tests]) => `${String(tests)} ${why}`)
  const counts = `${String(passed).padStart(6)} ${String(failed).padStart(6)}`
  return `${scenario.padEnd(8)} ${counts}  ${reasons.join('; ')}`.trimEnd()
}

/** Tells in one table what of each scenario ran on a real controller, and what cannot run there, and why. */
export class ScenarioReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = new Map<string, Row>()
    for (const test of modules.flatMap((module) => [...module.children.allTests()])) {
      const scenario = scenarioOf(test)
      const row = rows.get(scenario) ?? { passed: 0, failed: 0, notPossible: new Map() }
      rows.set(scenario, row)
      count(row, test)
    }
    const sorted = [...rows].sort(([one], [other]) => one.localeCompare(other))
    const head = 'scenario passed failed  not possible on this controller'
    process.stdout.write(['', head, ...sorted.map(lineOf), '', ''].join('\n'))
  }
}
