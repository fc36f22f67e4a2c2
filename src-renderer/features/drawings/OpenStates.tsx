import { FileUp, FolderOpen, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { OpenDrawing } from '#core/contract/drawings.contract.ts'
import { type DrawingUnit, MM_PER_UNIT, type UnitChoice } from '#core/drawing/drawing-units.ts'
import { formatLength } from '#core/units/format-length.ts'
import { useCommands } from '../../session/commands.store.ts'
import { ProblemState } from '../../session/ProblemState.tsx'
import { useUnits } from '../../session/settings.store.ts'
import { formatAgo } from '../../session/time-text.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { FileButton } from '../../ui/FileButton.tsx'
import { SelectField } from '../../ui/Choice.tsx'
import { EmptyState, Progress, Skeleton } from '../../ui/States.tsx'
import { EmptyPicture } from './EmptyPicture.tsx'
import { LimitFields } from './LimitFields.tsx'
import { useDrawings } from './drawings.store.ts'
import { drawingsStrings as words } from './drawings.strings.ts'

/** A button that asks for a file; Ctrl O does the same. */
export function OpenButton({
  look = 'plain',
  label,
}: {
  look?: 'plain' | 'primary'
  label: string
}) {
  const openFile = useDrawings((state) => state.openFile)
  useCommands('drawing-open', OPEN_COMMANDS)
  return (
    <FileButton
      id="open-drawing"
      look={look}
      title={words.openHint}
      icon={<FolderOpen size={16} />}
      label={label}
      accept=".dxf,.DXF"
      inputTestId="drawing-file"
      onFile={(file) => void openFile(file)}
    />
  )
}

const OPEN_COMMANDS = [
  {
    id: 'open-drawing',
    title: words.open,
    group: words.group,
    keys: 'Ctrl O',
    run: () => {
      document.getElementById('open-drawing')?.click()
    },
  },
]

/** The drawings opened before, newest first. */
export function RecentList() {
  const recent = useDrawings((state) => state.recent)
  const openKept = useDrawings((state) => state.openKept)
  const forget = useDrawings((state) => state.forget)
  const [nowMs] = useState(() => Date.now())
  if (recent === null) return <Skeleton label={words.loadingRecent} lines={3} />
  return (
    <section className="recent" aria-label={words.recent}>
      <h3>{words.recent}</h3>
      {recent.length === 0 && <p className="caption">{words.noRecent}</p>}
      <ul>
        {recent.map(({ sha256, fileName, sizeBytes, openedAtUtc }) => (
          <li key={sha256}>
            <button
              type="button"
              className="recent-open"
              onClick={() => void openKept(sha256, fileName)}
            >
              <strong>{fileName}</strong>
              <span className="caption">{`${words.size(sizeBytes)}, ${formatAgo(openedAtUtc, nowMs)}`}</span>
            </button>
            <IconButton label={words.forget(fileName)} onClick={() => void forget(sha256)}>
              <Trash2 size={16} aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Nothing is open: what this page is for, and how to begin. */
export function NothingOpen() {
  return (
    <div className="drawing-start">
      <EmptyState
        title={words.emptyTitle}
        text={words.emptyText}
        picture={<EmptyPicture />}
        action={<OpenButton look="primary" label={words.open} />}
      />
      <RecentList />
      <LimitFields />
    </div>
  )
}

/** A file is on its way: what is being done, how far, how long still, and Cancel. */
export function OpeningBar() {
  const opening = useDrawings((state) => state.opening)
  const cancel = useDrawings((state) => state.cancel)
  if (opening === null) return null
  const { fileName, phase, fraction, secondsLeft } = opening
  const percent = `${String(Math.round(fraction * 100))} %`
  const detail = secondsLeft === null ? percent : `${percent}, ${words.left(secondsLeft)}`
  return (
    <div className="drawing-opening" role="status">
      <FileUp size={20} aria-hidden="true" />
      <Progress
        label={`${fileName}: ${words.phases[phase] ?? ''}`}
        ratio={fraction}
        detail={detail}
      />
      <Button size="small" onClick={cancel}>
        {words.cancel}
      </Button>
    </div>
  )
}

/** A file could not be opened: why, what is safe, and what to do. */
export function OpenFailed() {
  const failed = useDrawings((state) => state.failed)
  const tryLarge = useDrawings((state) => state.tryLarge)
  const openKept = useDrawings((state) => state.openKept)
  const close = useDrawings((state) => state.close)
  if (failed === null) return null
  const { problem, fileName, sha256 } = failed
  const isLimit = sha256 !== null && / the limit is /.test(problem.message)
  return (
    <div className="drawing-start">
      <div>
        <ProblemState
          problem={problem}
          safe={words.safe}
          onRetry={() => {
            if (sha256 === null) close()
            else void openKept(sha256, fileName)
          }}
        />
        <div className="drawing-row drawing-centred">
          <OpenButton label={words.open} />
          {isLimit && <Button onClick={() => void tryLarge()}>{words.allowLarge}</Button>}
        </div>
        {isLimit && <p className="caption drawing-centred">{words.allowLargeText}</p>}
      </div>
      <RecentList />
      <LimitFields />
    </div>
  )
}

/** The unit is asked for: why, and how large the drawing is either way. */
export function UnitQuestion({ open }: { open: OpenDrawing }) {
  const unit = useUnits()
  const readAgain = useDrawings((state) => state.readAgain)
  const { units } = open.report
  if (units.kind !== 'asked') return null
  const size = (mm: number) => formatLength(mm, unit)
  const { declared, declaredSizeMm, choices } = units
  const reason =
    declared === null || declaredSizeMm === null
      ? words.notDeclared
      : words.implausible(words.unitNames[declared] ?? declared, size(declaredSizeMm))
  return (
    <div className="state unit-question">
      <h2>{words.askUnit}</h2>
      <p>{reason}</p>
      <p className="muted">{words.askText}</p>
      <div className="unit-choices">
        {choices.map((choice, index) => (
          <Button
            key={choice.unit}
            look={index === 0 ? 'primary' : 'plain'}
            onClick={() => void readAgain({ unit: choice.unit })}
          >
            {words.choiceSize(words.unitNames[choice.unit] ?? choice.unit, size(choice.sizeMm))}
          </Button>
        ))}
        <SelectField
          label={words.otherUnit}
          value=""
          options={[{ value: '', label: words.otherUnits }, ...otherUnits(choices, size)]}
          onChange={(value) => {
            if (isUnit(value)) void readAgain({ unit: value })
          }}
        />
      </div>
    </div>
  )
}

function isUnit(name: string): name is DrawingUnit {
  return Object.hasOwn(MM_PER_UNIT, name)
}

/** Every unit that is not proposed, with the size the drawing would have in it. */
function otherUnits(choices: readonly UnitChoice[], size: (mm: number) => string) {
  const [first] = choices
  if (first === undefined) return []
  const units = first.sizeMm / MM_PER_UNIT[first.unit]
  return Object.keys(MM_PER_UNIT)
    .filter(isUnit)
    .filter((unit) => choices.every((choice) => choice.unit !== unit))
    .map((unit) => ({
      value: unit,
      label: words.choiceSize(words.unitNames[unit] ?? unit, size(units * MM_PER_UNIT[unit])),
    }))
}

/** Loads the list when the page is first shown. */
export function useRecent(): void {
  const loadRecent = useDrawings((state) => state.loadRecent)
  useEffect(() => {
    void loadRecent()
  }, [loadRecent])
}
