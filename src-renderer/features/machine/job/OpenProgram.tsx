import { FileCode2 } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '../../../ui/Button.tsx'
import { Progress } from '../../../ui/States.tsx'
import { useIntake } from './intake.store.ts'
import { jobStrings } from './job.strings.ts'

const words = jobStrings.file

/** Opens a G-code file that another program wrote: it is checked first and becomes a run of its own. */
export function OpenProgram() {
  const { uploadId, fileName, phase, share, open, cancel } = useIntake()
  const input = useRef<HTMLInputElement>(null)
  if (uploadId !== null) {
    return (
      <div className="intake">
        <Progress label={words.phases[phase](fileName)} ratio={share} />
        <Button onClick={cancel}>{words.cancel}</Button>
      </div>
    )
  }
  return (
    <>
      <Button icon={<FileCode2 size={18} />} onClick={() => input.current?.click()}>
        {words.open}
      </Button>
      <input
        ref={input}
        type="file"
        aria-label={words.open}
        accept=".nc,.gcode,.ngc,.tap,.cnc,.txt,.gc,.g"
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file !== undefined) void open(file)
        }}
      />
    </>
  )
}
