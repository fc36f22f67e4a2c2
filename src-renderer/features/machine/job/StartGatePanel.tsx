import { CircleAlert, CircleCheck, RefreshCw, TriangleAlert } from 'lucide-react'
import { useEffect } from 'react'
import type { GateRow, StartGate } from '#core/grbl/job/start-gate.ts'
import { useMachine } from '../../../session/machine.store.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Skeleton } from '../../../ui/States.tsx'
import { useMachinePage } from '../machine.store.ts'
import { useGate } from './gate.store.ts'
import { jobStrings as words } from './job.strings.ts'
import { gateDelayMs, gateKey, gateRows } from './job.view-model.ts'

const ICONS = { ok: CircleCheck, warn: TriangleAlert, blocked: CircleAlert }

function Row({ row }: { row: GateRow }) {
  const Icon = ICONS[row.verdict]
  return (
    <li className={`gate-row gate-${row.verdict}`}>
      <Icon size={18} aria-label={words.verdicts[row.verdict]} />
      <span>
        {row.sentence}
        {row.remedy !== '' && <span className="caption">{row.remedy}</span>}
      </span>
    </li>
  )
}

function Rows({ gate }: { gate: StartGate }) {
  const rows = gateRows(gate)
  const open = rows.filter(({ verdict }) => verdict !== 'ok')
  const right = rows.filter(({ verdict }) => verdict === 'ok')
  const { warningsRead, setWarningsRead } = useGate()
  return (
    <>
      <ul className="gate-rows">
        {open.map((row) => (
          <Row key={row.code} row={row} />
        ))}
      </ul>
      {right.length > 0 && (
        <details className="gate-right">
          <summary>
            <CircleCheck size={18} aria-hidden="true" /> {words.gateOk(right.length)}
          </summary>
          <ul className="gate-rows">
            {right.map((row) => (
              <Row key={row.code} row={row} />
            ))}
          </ul>
        </details>
      )}
      {gate.warnings.length > 0 && (
        <label className="check">
          <input
            type="checkbox"
            checked={warningsRead}
            onChange={(event) => {
              setWarningsRead(event.target.checked)
            }}
          />
          {words.warningsRead}
        </label>
      )}
    </>
  )
}

/** What is right, doubtful or in the way of the chosen program; asked again whenever the machine changes. */
export function StartGatePanel() {
  const runId = useMachinePage((state) => state.runId)
  const programId = useMachinePage((state) => state.programId)
  const key = useMachine((state) => gateKey(state.snapshot))
  const { gate, ask, forget } = useGate()
  useEffect(() => {
    forget()
  }, [runId, programId, forget])
  useEffect(() => {
    if (runId === null || programId === null) return
    const delayMs = gateDelayMs(useGate.getState().gate.state)
    const timer = setTimeout(() => void ask(runId, programId), delayMs)
    return () => {
      clearTimeout(timer)
    }
  }, [runId, programId, key, ask])
  if (runId === null || programId === null) return null
  return (
    <Panel
      title={words.gate}
      className="setup"
      actions={
        <IconButton label={words.gateAgain} onClick={() => void ask(runId, programId)}>
          <RefreshCw size={16} aria-hidden="true" />
        </IconButton>
      }
    >
      {gate.state === 'failed' && <p role="alert">{gate.problem.message}</p>}
      {(gate.state === 'loading' || gate.state === 'idle') && (
        <Skeleton label={words.gateReading} lines={2} />
      )}
      {gate.state === 'ready' && <Rows gate={gate.value} />}
    </Panel>
  )
}
