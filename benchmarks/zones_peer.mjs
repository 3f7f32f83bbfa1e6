// What mailauth says of the cases that come as JSON on stdin; run by zones.py in a folder where it is installed.
import { createRequire } from 'node:module';
import { promises as dns } from 'node:dns';
import path from 'node:path';

const require = createRequire(path.join(process.cwd(), 'x.js'));
const { spf } = require('mailauth/lib/spf');
const { dmarc } = require('mailauth/lib/dmarc');
const { dkimVerify } = require('mailauth/lib/dkim/verify');

const resolverOf = address => {
    const resolver = new dns.Resolver({ timeout: 2000, tries: 1 });
    resolver.setServers([address]);
    return (name, rr) => resolver.resolve(name, rr);
};

const works = {
    async spf(job, resolver) {
        const found = await spf({ sender: job.sender, ip: job.ip, helo: job.helo, mta: 'mx.example.org', resolver });
        return found.status.result;
    },
    async dkim(job, resolver) {
        const found = await dkimVerify(Buffer.from(job.mail, 'base64'), { resolver, curTime: new Date(job.now) });
        return found.results[0].status.result;
    },
    async dmarc(job, resolver) {
        const found = await dmarc({ headerFrom: job.domain, spfDomains: [], dkimDomains: [], resolver });
        return { temperror: 'unknown', none: 'missing' }[found.status.result] || found.policy || 'none';
    },
    async align(job, resolver) {
        const dkimDomains = [{ domain: job.signs }];
        const found = await dmarc({ headerFrom: job.domain, spfDomains: [{ domain: job.bounces }], dkimDomains, resolver });
        return found.status.result;
    }
};

console.log = () => {};
let text = '';
for await (const piece of process.stdin) text += piece;
const answers = {};
await Promise.all(JSON.parse(text).map(async job => {
    try {
        answers[job.id] = await works[job.work](job, resolverOf(job.address));
    } catch (err) {
        answers[job.id] = `crash (${err.code || err.name})`;
    }
}));
process.stdout.write(JSON.stringify(answers));
