// `module.require`, so that Electron's own loader and not the npm package of that name answers.
const { dialog } = module.require('electron')

/** @type {import('electron').Dialog['showErrorBox']} */
const print = (title, content) => {
  process.stderr.write(`${title}\n${content}\n`)
}
dialog.showErrorBox = print
