import { useSyncExternalStore } from 'react'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { formatDecimal } from '#core/units/format-length.ts'
import { directState } from '../../../client.ts'
import { useMachine } from '../../../session/machine.store.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { linkStrings as words } from './link.strings.ts'

const whole = (value: number) => formatDecimal(value, 0)

function rowsOf({ link, receiveBuffer }: MachineSnapshot): readonly (readonly [string, string])[] {
  const { reportMs } = link
  const { inFlightBytes, highWaterBytes, budgetBytes } = receiveBuffer
  return [
    [words.reports, whole(link.reports)],
    [words.garbled, whole(link.garbledLines)],
    [words.missed, whole(link.missedReports)],
    [words.answers, whole(link.answerFaults)],
    ...(reportMs === null
      ? []
      : [[words.delay, words.delays(whole(reportMs.median), whole(reportMs.p99))] as const]),
    [words.buffer, words.bytes(whole(inFlightBytes), whole(highWaterBytes), whole(budgetBytes))],
    [words.lag, words.lags(whole(link.engineLagMs), whole(link.engineLagCount))],
  ]
}

/** How well the line works, and what helps when it does not. */
export function LinkTab() {
  const snapshot = useMachine((state) => state.snapshot)
  const direct = useSyncExternalStore(directState.subscribe, directState.read)
  if (snapshot === null) return null
  const grade = words.grades[snapshot.link.grade]
  return (
    <div className="room-columns">
      <div className="room-stack">
        <Panel title={words.title} className="room-panel">
          <p className={`link-grade link-${snapshot.link.grade}`} role="status">
            <strong>{grade.word}</strong>
            <span>{grade.sentence}</span>
          </p>
          <dl className="facts">
            {rowsOf(snapshot).map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
            <div>
              <dt>{words.direct}</dt>
              <dd>{words.directStates[direct]}</dd>
            </div>
          </dl>
        </Panel>
      </div>
      <div className="room-stack">
        <Panel title={words.adviceTitle} className="room-panel">
          <ul className="advice">
            {words.advice.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Panel>
      </div>
    </div>
  )
}
