// /api/health: asks every service whether it is ready, all at the same time; 200 if all are, 503 otherwise.
const services = {
    'ledger-service': 9081,
    'chain-balance-service': 9082,
    'notification-service': 9083,
    'auto-deposit-service': 9084,
};

async function ask(name) {
    try {
        const answer = await ngx.fetch(`http://${name}:${services[name]}/q/health/ready`);
        return answer.status === 200;
    } catch (e) {
        // Not reachable, or there is no such container
        return false;
    }
}

async function all(request) {
    const names = Object.keys(services);
    const ready = await Promise.all(names.map(ask));
    const answer = {status: ready.every((up) => up) ? 'UP' : 'DOWN', services: {}, timestamp: new Date().toISOString()};
    names.forEach((name, i) => {
        answer.services[name] = {status: ready[i] ? 'UP' : 'DOWN'};
    });
    request.headersOut['Content-Type'] = 'application/json';
    request.headersOut['Cache-Control'] = 'no-store';
    request.return(answer.status === 'UP' ? 200 : 503, JSON.stringify(answer));
}

export default {all};
