import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@app/access';

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Welcome to Docket</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { max-width: 28rem; margin: 12vh auto; padding: 0 1.5rem }
  label { display: block; margin-top: 1rem; font-weight: 600 }
  input, button { font: inherit; width: 100%; box-sizing: border-box; padding: .55rem .7rem; margin-top: .25rem }
  button { margin-top: 1.5rem; font-weight: 600; cursor: pointer }
  [role=status] { margin-top: 1rem; min-height: 3rem }
</style>
<main>
  <h1>Welcome to Docket</h1>
  <p>Choose a password to finish setting up your account. This link works once.</p>
  <form id="form">
    <label for="name">Your name</label>
    <input id="name" name="name" autocomplete="name" maxlength="200">
    <label for="password">Password, at least 12 characters</label>
    <input id="password" name="password" type="password" autocomplete="new-password" minlength="12" required>
    <button>Set password and sign in</button>
  </form>
  <p role="status" id="status"></p>
</main>
<script src="/welcome.js"></script>
</html>`;

const SCRIPT = `const form = document.getElementById('form');
const status = document.getElementById('status');
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  status.textContent = 'One moment…';
  const name = form.elements.name.value.trim();
  const body = { token: location.hash.slice(1), password: form.elements.password.value, ...(name ? { name } : {}) };
  try {
    const answer = await fetch('/v1/invitations/accept', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const said = await answer.json();
    if (!answer.ok) { status.textContent = said.detail || said.title; return; }
    form.remove();
    status.innerHTML = '';
    status.append('You are signed in as ' + said.name + '. ');
    const link = Object.assign(document.createElement('a'), { href: '/docs', textContent: 'Browse the API' });
    status.append(link);
  } catch { status.textContent = 'The server did not answer. Try again.'; }
});
`;

/** Where a one-time link leads: the token stays behind the `#`, so no server log ever sees it. */
@ApiExcludeController()
@Controller()
export class WelcomeController {
  @Get('welcome')
  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  page(): string {
    return PAGE;
  }

  @Get('welcome.js')
  @Public()
  @Header('content-type', 'text/javascript; charset=utf-8')
  script(): string {
    return SCRIPT;
  }
}
