// npm run -s rmos -- <command>: the command line, from source, in this very process.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { INSTALL_DIR, requireNode } from './node-guard.mjs'

await requireNode()

// npm starts scripts in the folder of package.json; file names are meant from where one stands.
const { INIT_CWD: startedIn, npm_lifecycle_event: script } = process.env
if (startedIn !== undefined && (script === 'rmos' || script === 'demo')) process.chdir(startedIn)

// Not in every Node that this file must be readable for.
const { enableCompileCache } = await import('node:module')
// By the environment, so that the processes and threads started from here read it too: the CAM process starts
// in a third of the time.
process.env['NODE_COMPILE_CACHE'] ??= join(INSTALL_DIR, 'node_modules', '.cache', 'compile')
enableCompileCache()
await import(pathToFileURL(join(INSTALL_DIR, 'src-main', 'cli', 'index.ts')).href)
