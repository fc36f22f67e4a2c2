import { Button } from '../../ui/Button.tsx'
import { Progress } from '../../ui/States.tsx'
import { migrationStrings } from './migration.strings.ts'
import { useMigration } from './migration.store.ts'
import { progressText } from './migration.view-model.ts'

const words = migrationStrings.task

/** How far the running job is, with Cancel; nothing while none runs. */
export function TaskProgress() {
  const progress = useMigration((state) => state.progress)
  const runningDry = useMigration((state) => state.runningDry)
  const cancelling = useMigration((state) => state.cancelling)
  const cancel = useMigration((state) => state.cancel)
  if (progress === null) return null
  const { label, detail } = progressText(progress, runningDry)
  return (
    <div className="drift-progress">
      <Progress label={label} detail={detail} ratio={progress.fraction} />
      <Button size="small" disabled={cancelling} onClick={() => void cancel()}>
        {cancelling ? words.cancelling : words.cancel}
      </Button>
    </div>
  )
}
