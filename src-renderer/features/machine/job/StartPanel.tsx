import { FileCheck2, Frame, Play } from 'lucide-react'
import { isOwnBoard, isShellStage, zeroOfStage } from '#core/rosette/stage.ts'
import type { ArtifactProgram } from '#core/runs/artifact.schema.ts'
import { useState } from 'react'
import { rmos } from '../../../client.ts'
import { readyValue } from '../../../session/loadable.ts'
import { useLibrary } from '../../../session/library.store.ts'
import { commandMachine, useMachine } from '../../../session/machine.store.ts'
import { Button } from '../../../ui/Button.tsx'
import { useMachinePage } from '../machine.store.ts'
import { machineStrings } from '../machine.strings.ts'
import type { Checklist } from '../machine.view-model.ts'
import { useGate } from './gate.store.ts'
import { jobStrings } from './job.strings.ts'
import { startObstacle } from './job.view-model.ts'

const words = machineStrings

function useToolName(program: ArtifactProgram): string {
  const ofRun = useMachinePage((state) => readyValue(state.run)?.artifact.tool_id)
  const toolId = program.tool_id ?? ofRun
  const { tools } = useLibrary()
  return tools.find((tool) => tool.id === toolId)?.name ?? words.theTool
}

/** What the stock of a stage is held by. */
function heldBy(stage: string): 'shellGlued' | 'pieceHeld' | 'stockClamped' {
  if (isShellStage(stage)) return 'shellGlued'
  return isOwnBoard(stage) ? 'pieceHeld' : 'stockClamped'
}

function Checks({ program }: { program: ArtifactProgram }) {
  const checklist = useMachinePage((state) => state.checklist)
  const tick = useMachinePage((state) => state.tick)
  const toolName = useToolName(program)
  const { stage } = program
  const zero = zeroOfStage(stage === 'external' ? 'soundhole' : stage)
  const checks: readonly (readonly [keyof Checklist, string])[] = [
    ['toolFitted', words.checks.toolFitted(toolName)],
    ['stockClamped', words.checks[heldBy(stage)]],
    ['zeroSet', words.checks.zeroSet(stage === 'external' ? words.checks.zeroOfFile : zero)],
  ]
  return (
    <fieldset className="checklist">
      <legend>{words.checklist(program.title)}</legend>
      {checks.map(([key, label]) => (
        <label key={key} className="check">
          <input
            type="checkbox"
            checked={checklist[key]}
            onChange={(event) => {
              tick(key, event.target.checked)
            }}
          />
          {label}
        </label>
      ))}
    </fieldset>
  )
}

/** Check mode, outline, and whether M1 stops: before the start, or instead of it. */
function Rehearsals({
  which,
  disabled,
}: {
  which: { runId: string; programId: string }
  disabled: boolean
}) {
  const gate = useGate((state) => readyValue(state.gate))
  const { optionalStops, setOptionalStops, passOver, setPassOver } = useGate()
  const hasM1 = gate?.facts.stops.some(({ kind }) => kind === 'optionalStop') === true
  return (
    <>
      <div className="button-pair">
        <Button
          icon={<Frame size={18} />}
          disabled={disabled}
          title={jobStrings.traceHint}
          onClick={() => void commandMachine(rmos.machine.traceOutline(which))}
        >
          {jobStrings.trace}
        </Button>
        <Button
          icon={<FileCheck2 size={18} />}
          disabled={disabled}
          title={jobStrings.checkHint}
          onClick={() => void commandMachine(rmos.machine.check(which))}
        >
          {jobStrings.check}
        </Button>
      </div>
      {hasM1 && (
        <label className="stage-check">
          <input
            type="checkbox"
            checked={optionalStops}
            onChange={(event) => {
              setOptionalStops(event.target.checked)
            }}
          />
          {jobStrings.optionalStops}
        </label>
      )}
      <label className="stage-check" title={jobStrings.passOverHint}>
        <input
          type="checkbox"
          checked={passOver}
          onChange={(event) => {
            setPassOver(event.target.checked)
          }}
        />
        {jobStrings.passOver}
      </label>
    </>
  )
}

function useStartWords(): string {
  const rehearsal = useMachine((state) => state.snapshot?.portUri?.startsWith('virtual:') === true)
  return rehearsal ? words.startRehearsal : words.start
}

/** The checklist and the start; all three are ticked anew for every program. */
export function StartPanel() {
  const snapshot = useMachine((state) => state.snapshot)
  const checklist = useMachinePage((state) => state.checklist)
  const runId = useMachinePage((state) => state.runId)
  const programId = useMachinePage((state) => state.programId)
  const run = useMachinePage((state) => readyValue(state.run))
  const { warningsRead, optionalStops, passOver } = useGate()
  const gate = useGate((state) => readyValue(state.gate))
  const [starting, setStarting] = useState(false)
  const startWords = useStartWords()
  const program = run?.artifact.outputs.programs.find(
    (candidate) => candidate.program_id === programId,
  )
  if (program === undefined || runId === null || programId === null) return null
  const obstacle = startObstacle({ snapshot, gate, checklist, warningsRead })
  const start = async () => {
    setStarting(true)
    await commandMachine(
      rmos.machine.start({
        runId,
        programId,
        acknowledged: [...(gate?.warnings ?? [])],
        optionalStops,
        refusedLines: passOver ? 'passOver' : 'stop',
        checklist: { toolFitted: true, stockClamped: true, zeroSet: true },
      }),
    )
    setStarting(false)
  }
  return (
    <div className="bench-foot">
      <Checks program={program} />
      {obstacle !== null && <p className="caption">{obstacle}</p>}
      <Button
        look="primary"
        size="cut"
        icon={<Play size={20} />}
        disabled={obstacle !== null || starting}
        onClick={() => void start()}
      >
        {startWords}
      </Button>
      <Rehearsals
        which={{ runId, programId }}
        disabled={snapshot?.engineState !== 'ready' || gate === null}
      />
    </div>
  )
}
