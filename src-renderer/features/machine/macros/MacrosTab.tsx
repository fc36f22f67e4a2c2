import { Download, FilePlus2, Play, Plus } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { MacroCheck } from '#core/grbl/macros/check-macro.ts'
import type { MacroRecord } from '#core/grbl/macros/macro.schema.ts'
import { formatLength } from '#core/units/format-length.ts'
import { readyValue } from '../../../session/loadable.ts'
import { useMachine } from '../../../session/machine.store.ts'
import { useUnits } from '../../../session/settings.store.ts'
import { Button } from '../../../ui/Button.tsx'
import { FileButton } from '../../../ui/FileButton.tsx'
import { TextField } from '../../../ui/Choice.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { mayWorkByHand } from '../machine.view-model.ts'
import { followMacros, type MacroDraft, type PreviewedMacro, useMacros } from './macros.store.ts'
import { macroStrings as words } from './macros.strings.ts'

function Findings({ check }: { check: MacroCheck }) {
  const unit = useUnits()
  const { bounds } = check
  const axes =
    bounds === null
      ? ''
      : (['xMm', 'yMm', 'zMm'] as const)
          .map((axis) =>
            words.axis(
              axis.charAt(0).toUpperCase(),
              formatLength(bounds.min[axis], unit),
              formatLength(bounds.max[axis], unit),
            ),
          )
          .join(', ')
  return (
    <section aria-label={words.check} className="macro-check">
      <h3>{words.check}</h3>
      {check.problems.length === 0 ? (
        <p className="caption">{words.clean}</p>
      ) : (
        <ul className="room-problem" role="alert">
          {check.problems.map((problem, index) => (
            <li key={index}>{words.problem(problem.line, problem.sentence)}</li>
          ))}
        </ul>
      )}
      <ul className="caption">
        {axes !== '' && <li>{words.bounds(axes)}</li>}
        {check.dependsOnStart && <li>{words.dependsOnStart}</li>}
        {check.turnsSpindle && <li>{words.turnsSpindle}</li>}
        {check.writesMemory && <li>{words.writesMemory}</li>}
      </ul>
      <pre className="macro-lines">{check.lines.join('\n')}</pre>
    </section>
  )
}

function Remove({ draft }: { draft: MacroDraft }) {
  const [asking, setAsking] = useState(false)
  const remove = useMacros((state) => state.remove)
  const { macroId } = draft
  if (macroId === null) return null
  return (
    <>
      <Button
        onClick={() => {
          setAsking(true)
        }}
      >
        {words.remove}
      </Button>
      {asking && (
        <Dialog
          title={words.removeTitle(draft.name)}
          confirmLabel={words.remove}
          cancelLabel={words.cancel}
          danger
          onCancel={() => {
            setAsking(false)
          }}
          onConfirm={() => {
            setAsking(false)
            void remove(macroId)
          }}
        >
          <p>{words.removeText}</p>
        </Dialog>
      )}
    </>
  )
}

/** What stands in the editor is what is kept, and what was read through. */
function isAsKept(draft: MacroDraft, kept: MacroRecord, check: PreviewedMacro | null): boolean {
  return kept.text === draft.text && check?.sha256 === kept.sha256
}

function Run({
  draft,
  kept,
  check,
}: {
  draft: MacroDraft
  kept: MacroRecord | undefined
  check: PreviewedMacro | null
}) {
  const [asking, setAsking] = useState(false)
  const run = useMacros((state) => state.run)
  const ready = useMachine((state) => mayWorkByHand(state.snapshot))
  if (kept === undefined) return null
  const unchanged = isAsKept(draft, kept, check)
  const clean = check?.problems.length === 0
  return (
    <>
      <p className="caption">{unchanged ? !ready && words.notNow : words.unsaved}</p>
      <Button
        size="cut"
        icon={<Play size={18} />}
        disabled={!unchanged || !ready || !clean}
        onClick={() => {
          setAsking(true)
        }}
      >
        {words.run}
      </Button>
      {asking && check !== null && (
        <Dialog
          title={words.runTitle(kept.name)}
          confirmLabel={words.run}
          cancelLabel={words.cancel}
          onCancel={() => {
            setAsking(false)
          }}
          onConfirm={() => {
            setAsking(false)
            void run(kept.macroId, kept.sha256)
          }}
        >
          <Findings check={check} />
        </Dialog>
      )}
    </>
  )
}

function Editor({ draft, kept }: { draft: MacroDraft; kept: MacroRecord | undefined }) {
  const { edit, save, check } = useMacros()
  const complete = draft.name.trim() !== '' && draft.text.trim() !== ''
  return (
    <>
      <div className="room-stack">
        <Panel title={kept?.name ?? words.add} className="room-panel">
          <TextField
            label={words.name}
            value={draft.name}
            maxLength={60}
            onChange={(name) => {
              edit({ name })
            }}
          />
          <TextField
            label={words.note}
            value={draft.note}
            maxLength={300}
            onChange={(note) => {
              edit({ note })
            }}
          />
          <div className="macro-text">
            <TextField
              label={words.text}
              value={draft.text}
              maxLength={20_000}
              lines={10}
              hint={words.textHint}
              onChange={(text) => {
                edit({ text })
              }}
            />
          </div>
          <div className="button-pair">
            <Button
              look="primary"
              disabled={!complete || (check !== null && check.problems.length > 0)}
              onClick={() => void save()}
            >
              {words.save}
            </Button>
            <Remove draft={draft} />
          </div>
        </Panel>
      </div>
      <div className="room-stack">
        {check !== null && <Findings check={check} />}
        <Run draft={draft} kept={kept} check={check} />
      </div>
    </>
  )
}

function FileButtons() {
  const exportAll = useMacros((state) => state.exportAll)
  const importFile = useMacros((state) => state.importFile)
  return (
    <div className="room-buttons">
      <Button size="small" icon={<Download size={14} />} onClick={() => void exportAll()}>
        {words.exportAll}
      </Button>
      <FileButton
        size="small"
        icon={<FilePlus2 size={14} />}
        label={words.importFile}
        accept=".json"
        onFile={(file) => void importFile(file)}
      />
    </div>
  )
}

/** Short programs kept by name: written, read as the controller reads them, and run. */
export function MacrosTab() {
  const macros = useMacros((state) => state.macros)
  const draft = useMacros((state) => state.draft)
  const choose = useMacros((state) => state.choose)
  useEffect(() => followMacros(), [])
  const kept = readyValue(macros) ?? []
  const open = kept.find(({ macroId }) => macroId === draft?.macroId)
  return (
    <div className="room-columns macro-columns">
      <div className="room-stack">
        <Panel title={words.list} className="room-panel">
          {macros.state === 'failed' && <p role="alert">{macros.problem.message}</p>}
          {macros.state === 'ready' && kept.length === 0 && <p className="muted">{words.empty}</p>}
          <ul className="macro-list">
            {kept.map((macro) => (
              <li key={macro.macroId}>
                <button
                  type="button"
                  aria-pressed={macro.macroId === draft?.macroId}
                  className={classNames(
                    'program-choice',
                    macro.macroId === draft?.macroId && 'program-on',
                  )}
                  onClick={() => {
                    choose(macro)
                  }}
                >
                  <span>
                    <strong>{macro.name}</strong>
                    <span className="caption">{macro.note}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <Button
            icon={<Plus size={16} />}
            onClick={() => {
              choose(null)
            }}
          >
            {words.add}
          </Button>
          <FileButtons />
        </Panel>
      </div>
      {draft === null ? (
        <p className="muted">{words.choose}</p>
      ) : (
        <Editor draft={draft} kept={open} />
      )}
    </div>
  )
}
