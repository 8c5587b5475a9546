// Whether the scripts mean the same without what publishing leaves out.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [root, modules] = process.argv.slice(2);
const ts = createRequire(`${modules}/`)('typescript');
const [, rule] = /<LeftOutOfScripts>\(\?m\)(.*)<\/LeftOutOfScripts>/.exec(readFileSync(`${root}/.ci/scripts/Scripts.targets`, 'utf8'));
const leftOut = new RegExp(rule, 'gm');
const compilerOptions = { removeComments: true, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext };
const meaning = (text) => ts.transpileModule(text, { compilerOptions }).outputText;

const scripts = readdirSync(`${root}/wwwroot-src/js`, { recursive: true }).filter((name) => name.endsWith('.js'));
const others = scripts.filter((name) => {
  const text = readFileSync(`${root}/wwwroot-src/js/${name}`, 'utf8');
  return meaning(text) !== meaning(text.replace(leftOut, ''));
});
console.log(`${scripts.length} scripts, another meaning when published: ${others.join(', ') || 'none'}`);
process.exit(scripts.length > 0 && others.length === 0 ? 0 : 1);
