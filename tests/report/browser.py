"""A page in headless Chromium, as the tests ask it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


class Browser:
    """Chromium through its driver; `log` takes what the driver writes."""

    def __init__(self, binary: str, driver: str, log: Path) -> None:
        from selenium import webdriver

        options = webdriver.ChromeOptions()
        options.binary_location = binary
        # No sandbox: a container lets root have none; the pages are the tests' own.
        for argument in (
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--accept-lang=en",
        ):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver, log_output=str(log)))

    def open(self, path: Path, width: int = 1200, media: str = "") -> None:
        """Load a page anew, in English, on a screen this wide; `media` is `print` for what is printed."""
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        )
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media})
        self.driver.get(path.as_uri())

    def js(self, code: str, *arguments: object) -> Any:
        """What a function with this body returns on the page."""
        return self.driver.execute_script(code, *arguments)

    def all(self, selector: str) -> list[Any]:
        """The elements that are seen."""
        return self.js("return [...document.querySelectorAll(arguments[0])].filter((e) => e.checkVisibility())", selector)

    def values(self, selector: str, attribute: str) -> list[str]:
        """An attribute of each of the elements that are seen."""
        return self.js("return arguments[0].map((e) => e.getAttribute(arguments[1]))", self.all(selector), attribute)

    def one(self, selector: str) -> Any:
        """The only element that is seen."""
        [element] = self.all(selector)
        return element

    def press(self, *keys: str) -> None:
        """Type keys where the focus is."""
        from selenium.webdriver import ActionChains

        ActionChains(self.driver).send_keys(*keys).perform()

    def choose(self, field: str, value: str) -> None:
        """Set a field of the filters as a person's choice would."""
        self.js(
            "const f = document.getElementById(arguments[0]); f.value = arguments[1]; f.dispatchEvent(new Event('input', {bubbles: true}))",
            field,
            value,
        )

    def console(self) -> list[str]:
        """What the page has complained of since the last call."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """The addresses asked for since the last call."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [item["params"]["request"]["url"] for item in messages if item["method"] == "Network.requestWillBeSent"]

    def quit(self) -> None:
        self.driver.quit()
